"""`onrecord eval`, `compare` and `gold`, as a user runs them against an endpoint."""

import json
import signal
import subprocess
import time
from pathlib import Path

import pytest
from conftest import SCRIPT, environment, repeat, run
from endpoint_server import EndpointServer, Reply, error

GOLD = Path(__file__).parents[1] / "evals"


@pytest.fixture(scope="module")
def recorded(endpoint, tmp_path_factory):
    """A run over the gold with its recorded answers, in a folder."""
    folder = tmp_path_factory.mktemp("recorded")
    done = evaluating(endpoint.url, folder, "--record", "answers.jsonl", "-o", "run.json")
    assert done.returncode == 0, done.stderr
    return folder


def evaluating(url, folder, *arguments, **options):
    """`onrecord eval` on the repository's gold, from `folder`."""
    env = {"OPENAI_BASE_URL": url, **options.pop("env", {})}
    return run("eval", "-g", GOLD, "-m", "openai/x", *arguments, cwd=folder, env=env, **options)


def without_times(path):
    """A run file's content, but for what differs between two runs of the same."""
    content = json.loads(path.read_text())
    for cell in content["cells"]:
        for article in cell["articles"]:
            article["seconds"] = [answer.pop("seconds") for answer in article["answers"]] and None
    return content


def test_a_run_writes_its_scores_and_a_file_with_all_that_it_takes_to_look_again(recorded):
    content = json.loads((recorded / "run.json").read_text())
    [cell] = content["cells"]
    assert (cell["label"], cell["model"]) == ("packaged", "openai/x")
    assert len(content["gold"]) == len(cell["articles"]) == 6
    assert set(content["schema_sha256"]) == {"event", "statement", "claim"}
    first = cell["articles"][0]
    assert first["answers"][0]["text"]
    assert first["records"][0]["kind"] == "claim"
    assert first["matches"]
    assert cell["scores"]["claim.precision"]["value"] > 0


def test_the_table_has_every_headline_score_with_its_interval(endpoint, tmp_path):
    done = evaluating(endpoint.url, tmp_path)
    lines = done.stdout.splitlines()
    assert lines[0].startswith("packaged × openai/x: 6 articles, ")
    assert any(line.split()[:1] == ["claim.f1"] and line.endswith("]") for line in lines)
    assert done.stderr == "onrecord: eval-1.json: the run is here\n"


def test_a_run_never_takes_the_place_of_another_unless_it_is_named(endpoint, tmp_path):
    for _ in range(2):
        evaluating(endpoint.url, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["eval-1.json", "eval-2.json"]


def test_json_is_for_programs(recorded, endpoint):
    done = evaluating(endpoint.url, recorded, "--replay", "answers.jsonl", "-o", "again.json", "-f", "json")
    [cell] = json.loads(done.stdout)["cells"]
    assert cell["name"] == "packaged × openai/x"
    assert cell["scores"]["claim.f1"]["value"] > 0


def test_a_replay_asks_nobody_and_gives_the_same_run(recorded):
    before = (recorded / "run.json").read_bytes()
    done = evaluating("http://127.0.0.1:9/v1", recorded, "--replay", "answers.jsonl", "-o", "replayed.json")
    assert done.returncode == 0, done.stderr
    assert (recorded / "replayed.json").read_bytes() == before


def test_a_prompt_that_changed_is_named_where_its_answers_are_not_recorded(recorded, tmp_path):
    prompts = Path(__file__).parents[1] / "prompts"
    text = (prompts / "records.prompty").read_text()
    (tmp_path / "packaged").mkdir()
    (tmp_path / "packaged" / "records.prompty").write_text(text.replace("You put on record", "You write down"))
    done = evaluating("", recorded, "--replay", "answers.jsonl", "--prompts", tmp_path / "packaged", "-o", "x.json")
    assert done.returncode == 2
    assert "onrecord: prompt 'records': no answer of openai/x is recorded for what it now asks about" in done.stderr
    assert not (recorded / "x.json").exists()


def test_a_model_without_recorded_answers_is_named(recorded):
    done = run("eval", "-g", GOLD, "-m", "openai/y", "--replay", "answers.jsonl", cwd=recorded)
    assert (done.returncode, done.stderr) == (2, "onrecord: no answers of openai/y are recorded; recorded: openai/x\n")


def test_killed_halfway_and_started_again_it_gives_the_run_of_one_left_alone(recorded, tmp_path):
    def slowly(seen):
        return Reply(repeat(seen).body, delay=0.05)

    with EndpointServer(slowly) as server:
        command = [SCRIPT, "eval", "-g", GOLD, "-m", "openai/x", "-o", "run.json"]
        env = environment(OPENAI_BASE_URL=server.url, ONRECORD_CONCURRENCY="1")
        kept = tmp_path / "run.json.answers.jsonl"
        with subprocess.Popen(command, cwd=tmp_path, env=env, stderr=-1) as process:
            while not kept.exists() or kept.read_bytes().count(b"\n") < 3:
                time.sleep(0.01)
            process.kill()
        assert not (tmp_path / "run.json").exists()
        before = len(server.requests)
        done = evaluating(server.url, tmp_path, "-o", "run.json")
    assert done.returncode == 0, done.stderr
    assert len(server.requests) - before < before + 6
    assert without_times(tmp_path / "run.json") == without_times(recorded / "run.json")
    assert not kept.exists()


def test_an_interruption_says_how_to_go_on(tmp_path):
    with EndpointServer(lambda seen: Reply(repeat(seen).body, delay=0.1)) as server:
        env = environment(OPENAI_BASE_URL=server.url, ONRECORD_CONCURRENCY="1")
        command = [SCRIPT, "eval", "-g", GOLD, "-m", "openai/x", "-o", "run.json"]
        with subprocess.Popen(command, cwd=tmp_path, env=env, stderr=-1) as process:
            while len(server.requests) < 3:
                time.sleep(0.01)
            process.send_signal(signal.SIGINT)
            err = process.communicate(timeout=20)[1].decode()
    assert process.returncode == 130
    assert err == "onrecord: run.json.answers.jsonl: the answers so far are here; the same command goes on from them\n"


def test_an_article_that_failed_counts_as_all_missed_and_fails_the_command(tmp_path):
    with EndpointServer([error(500, "down")]) as server:
        done = evaluating(server.url, tmp_path, "-k", "claim", "-o", "run.json")
    assert done.returncode == 1
    assert "packaged:claim × openai/x: cup-final: failed, and counts as all missed" in done.stderr
    [cell] = json.loads((tmp_path / "run.json").read_text())["cells"]
    assert cell["scores"]["claim.recall"]["value"] == 0
    assert "event.f1" not in cell["scores"]


def test_a_matrix_has_a_cell_for_every_set_of_prompts_model_and_repeat(endpoint, tmp_path):
    (tmp_path / "mine").mkdir()
    text = (Path(__file__).parents[1] / "prompts" / "claim.prompty").read_text()
    (tmp_path / "mine" / "claim.prompty").write_text(text.replace("You put", "Please put"))
    packaged = Path(__file__).parents[1] / "prompts"
    done = evaluating(
        endpoint.url,
        tmp_path,
        *("-k", "claim", "--prompts", "mine", "--prompts", packaged, "-m", "openai/y", "--repeats", "2"),
    )
    assert [line.split(":  ")[0].split(": 6 ")[0] for line in done.stdout.splitlines() if ": 6 articles" in line] == [
        f"{label}:claim × openai/{model}{repeat}"
        for model in "xy"
        for label in ("mine", "prompts")
        for repeat in ("", " #2")
    ]


# The gate


def test_the_gate_passes_what_was_pinned_and_fails_what_is_worse(recorded, tmp_path):
    replay = ("--replay", recorded / "answers.jsonl", "-o", "run.json", "--baseline", "floors.json")
    assert evaluating("", tmp_path, *replay).returncode == 2
    assert evaluating("", tmp_path, *replay, "--pin").returncode == 0
    assert evaluating("", tmp_path, *replay).returncode == 0
    floors = json.loads((tmp_path / "floors.json").read_text())
    floors["bounds"]["packaged × openai/x"]["claim.f1"] = 0.99
    (tmp_path / "floors.json").write_text(json.dumps(floors))
    done = evaluating("", tmp_path, *replay)
    assert done.returncode == 1
    assert ": claim.f1: 0." in done.stderr
    assert ", floor 0.990" in done.stderr
    done = evaluating("", tmp_path, *replay, "--pin")
    assert (done.returncode, "add --lower" in done.stderr) == (2, True)
    assert evaluating("", tmp_path, *replay, "--pin", "--lower").returncode == 0


def test_reports_are_written_beside_the_run(recorded, tmp_path):
    done = evaluating(
        "", tmp_path, "--replay", recorded / "answers.jsonl", "-o", "r.json", "--html", "r.html", "--junit", "r.xml"
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "r.html").read_text().lower().startswith("<!doctype html>")
    assert "<testsuite" in (tmp_path / "r.xml").read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--record", "a", "--replay", "b"], "--record asks a model and --replay asks none: use one of them"),
        (["--replay", "none.jsonl"], "none.jsonl: no such file of recorded answers; make it with --record"),
        (["--pin"], "--pin: name the file to pin with --baseline FILE"),
        (["-o", "none/run.json"], "none/run.json: there is no folder none; make it first"),
        (
            ["--baseline", "none.json"],
            "none.json: can't be read: No such file or directory; make it with onrecord eval --pin",
        ),
        (["--prompts", "a/p", "--prompts", "b/p"], "--prompts: two folders have the same name: p, p; rename one"),
    ],
    ids=["record and replay", "no recording", "pin", "folder", "baseline", "same name"],
)
def test_wrong_use_says_what_to_do_before_anything_is_asked(endpoint, tmp_path, arguments, said):
    before = len(endpoint.requests)
    done = evaluating(endpoint.url, tmp_path, *arguments)
    assert (done.returncode, done.stderr) == (2, f"onrecord: {said}\n")
    assert len(endpoint.requests) == before
    assert list(tmp_path.iterdir()) == []


# Gold


def test_gold_check_counts_what_is_labelled():
    done = run("gold", "check", GOLD)
    lines = done.stdout.splitlines()
    assert (done.returncode, len(lines)) == (0, 7)
    assert lines[0].startswith("cup-final                27 events, ")
    assert lines[-1].startswith("6 articles, ")


def test_gold_check_names_file_record_and_remedy(tmp_path):
    (tmp_path / "gold").mkdir()
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text("It rained in Tarne.")
    (tmp_path / "gold" / "a.yaml").write_text("article: a\nevents:\n- what: It rains.\n  evidence: [It snowed]\n")
    done = run("gold", "check", tmp_path)
    assert done.returncode == 2
    assert done.stderr == (
        f"onrecord: {tmp_path}/gold/a.yaml: event 1: evidence 'It snowed' is not in the article's text; "
        "copy it character for character\n"
    )


def test_the_schema_is_printed_for_editors():
    done = run("gold", "schema")
    assert json.loads(done.stdout) == json.loads((GOLD / "gold" / "gold.schema.json").read_text())
