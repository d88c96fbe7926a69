"""`onrecord eval`, `compare` and `gold`, as a user runs them against an endpoint."""

import json
import math
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest
from conftest import SCRIPT, environment, repeat, run
from endpoint_server import EndpointServer, Reply, error
from in_process import onrecord
from labelled import EVALS, some_gold

FOLDER = tempfile.TemporaryDirectory()
ARTICLES = ("cup-final", "ferry-strike", "hochwasser", "incendie-theatre", "missile-launch", "vaccine-trial")
GOLD = some_gold(Path(FOLDER.name), *ARTICLES)
MANY = len(ARTICLES)
PROMPTS = Path(__file__).parents[1] / "prompts"


@pytest.fixture(scope="module")
def recorded(endpoint, tmp_path_factory):
    """A run over the gold with its recorded answers, in a folder."""
    folder = tmp_path_factory.mktemp("recorded")
    done = evaluating(endpoint.url, folder, "--record", "answers.jsonl", "-o", "run.json")
    assert done.returncode == 0, done.stderr
    return folder


def evaluating(url, folder, *arguments):
    """`onrecord eval` on some of the repository's gold, from `folder`."""
    return onrecord("eval", "-g", GOLD, "-m", "openai/x", *arguments, cwd=folder, OPENAI_BASE_URL=url)


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
    assert len(content["gold"]) == len(cell["articles"]) == MANY
    assert set(content["schema_sha256"]) == {"event", "statement", "claim"}
    first = cell["articles"][0]
    assert first["answers"][0]["text"]
    assert first["records"][0]["kind"] == "claim"
    assert first["matches"]
    assert cell["scores"]["claim.precision"]["value"] > 0


def test_the_table_has_every_headline_score_with_its_interval(endpoint, tmp_path):
    done = evaluating(endpoint.url, tmp_path)
    lines = done.stdout.splitlines()
    assert lines[0].startswith(f"packaged × openai/x: {MANY} articles, ")
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


def test_a_replay_in_a_process_of_its_own_asks_nobody_and_gives_the_same_run(recorded):
    before = (recorded / "run.json").read_bytes()
    arguments = ("-g", GOLD, "-m", "openai/x", "--replay", "answers.jsonl", "-o", "replayed.json")
    done = run("eval", *arguments, cwd=recorded, env={"OPENAI_BASE_URL": "http://127.0.0.1:9/v1"})
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"packaged × openai/x: {MANY} articles, ")
    assert (recorded / "replayed.json").read_bytes() == before


def test_a_prompt_that_changed_is_named_where_its_answers_are_not_recorded(recorded, tmp_path):
    text = (PROMPTS / "records.prompty").read_text()
    (tmp_path / "packaged").mkdir()
    (tmp_path / "packaged" / "records.prompty").write_text(text.replace("You put on record", "You write down"))
    done = evaluating("", recorded, "--replay", "answers.jsonl", "--prompts", tmp_path / "packaged", "-o", "x.json")
    assert done.returncode == 2
    assert "onrecord: prompt 'records': no answer of openai/x is recorded for what it now asks about" in done.stderr
    assert not (recorded / "x.json").exists()


def test_a_model_without_recorded_answers_is_named(recorded):
    done = onrecord("eval", "-g", GOLD, "-m", "openai/y", "--replay", "answers.jsonl", cwd=recorded)
    said = "answers.jsonl: no answer of openai/y to prompt 'records' is recorded; recorded: 'records' of openai/x; "
    assert done.returncode == 2
    assert done.stderr.startswith(f"onrecord: {said}")


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
    assert len(server.requests) - before < before + MANY
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
    said = f"packaged:claim × openai/x: {MANY} of {MANY} articles failed; the first, cup-final: claim, sentences 1 to "
    assert said in done.stderr
    assert "HTTP 500: down" in done.stdout
    assert "0.000" not in done.stdout
    [cell] = json.loads((tmp_path / "run.json").read_text())["cells"]
    assert cell["scores"]["claim.recall"]["value"] == 0
    assert "event.f1" not in cell["scores"]


def test_a_matrix_has_a_cell_for_every_set_of_prompts_model_and_repeat(endpoint, tmp_path):
    (tmp_path / "mine").mkdir()
    text = (PROMPTS / "claim.prompty").read_text()
    (tmp_path / "mine" / "claim.prompty").write_text(text.replace("You put", "Please put"))
    done = evaluating(
        endpoint.url,
        tmp_path,
        *("-k", "claim", "--prompts", "mine", "--prompts", PROMPTS, "-m", "openai/y", "--repeats", "2", "--details"),
    )
    count = f": {MANY} articles"
    assert [line.partition(count)[0] for line in done.stdout.splitlines() if count in line] == [
        f"{label}:claim × openai/{model}{repeat}"
        for model in "xy"
        for label in ("mine", "prompts")
        for repeat in ("", " #2")
    ]


def test_five_models_and_two_sets_of_prompts_are_told_in_a_few_lines(tmp_path):
    def refusing(seen):
        return error(401, "no such key") if seen.payload["model"] == "c" else repeat(seen)

    own_prompts(tmp_path / "mine")
    models = [part for letter in "yabcd" for part in ("-m", f"openai/{letter}")]
    with EndpointServer(refusing) as server:
        both = ("-k", "claim", "--prompts", "mine", "--prompts", PROMPTS)
        done = onrecord("eval", "-g", GOLD, *both, *models, "--by-kind", cwd=tmp_path, OPENAI_BASE_URL=server.url)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert len(lines) <= 24
    assert lines[0] == "all.f1: F1 of records; higher is better"
    assert lines[1].split() == [f"openai/{letter}" for letter in "yabcd"]
    assert lines[2].split()[0] == "mine:claim"
    assert lines[2].split()[2] == "best"
    assert (lines[2].count(" ="), lines[2].count("0.000, all failed")) == (3, 1)
    assert lines[4].count("no price, ") == 5
    failures = [line for line in lines if f"openai/c: {MANY} of {MANY} articles failed; the first, cup-final: " in line]
    assert len(failures) == 2
    assert all("no such key" in line for line in failures)
    assert done.stderr.count("\n") == 3
    assert lines[-11].split() == ["claim.f1"]


def own_prompts(folder):
    folder.mkdir()
    text = (PROMPTS / "claim.prompty").read_text()
    (folder / "claim.prompty").write_text(text.replace("You put", "Please put"))


def test_the_matrix_goes_by_the_score_that_is_asked_for(recorded, endpoint, tmp_path):
    done = evaluating(
        endpoint.url,
        tmp_path,
        *("-k", "claim", "-m", "openai/y", "--metric", "claim.unsupported", "--html", "run.html"),
    )
    assert "claim.unsupported: share of the values of claims that the article doesn't support; lower" in done.stdout
    assert "no interval (all): every article has the same value" in done.stdout
    assert "Prompts and models by claim.unsupported" in (tmp_path / "run.html").read_text(encoding="utf-8")
    arguments = ("--replay", "answers.jsonl", "--metric", "claim.f2")
    wrong = evaluating(endpoint.url, recorded, *arguments)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr.startswith("onrecord: no metric is called 'claim.f2'; choose event.f1, ")


def test_articles_to_label_are_planned_without_asking_anybody(recorded, tmp_path):
    assumed = onrecord("eval", "--plan", "0.05", "-g", GOLD, cwd=tmp_path)
    assert assumed.stdout.splitlines() == [
        "to show a difference of 0.05 in all.f1 (level 0.95, power 0.8, one score compared): 128 articles",
        f"labelled in {GOLD}: {MANY}; {128 - MANY} more to label",
        "these show a difference of 0.277 or more",
        "standard deviation of what an article adds to the difference: 0.200, assumed, since no run is named",
    ]
    measured = onrecord("eval", "--plan", "0.05", "--plan-from", "run.json", "-g", "none", "-f", "json", cwd=recorded)
    found = json.loads(measured.stdout)
    assert found["basis"].startswith("of packaged × openai/x, the other side taken to vary alike by a correlation")
    assert found["articles"] == max(6, math.ceil(7.8489 * (found["deviation"] / 0.05) ** 2 + 1.9207))
    assert (found["labelled"], found["shown"]) == (0, None)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--plan", "0"], "the difference to show is 0; it should be more than 0"),
        (["--plan", "0.1", "--metric", "f1"], "no metric is called 'f1'"),
        (["--plan", "0.1", "--plan-from", "none.json"], "none.json: can't be read"),
        (["--plan-from", "run.json"], "--plan-from says what --plan goes by"),
    ],
)
def test_a_plan_that_makes_no_sense_says_what_to_do(tmp_path, arguments, said):
    done = onrecord("eval", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_folder_s_name_can_not_steer_a_terminal(endpoint, tmp_path):
    shutil.copytree(PROMPTS, tmp_path / "mine\x1b[2J")
    done = evaluating(endpoint.url, tmp_path, "-k", "claim", "--prompts", "mine\x1b[2J")
    assert done.stdout.startswith(f"mine\ufffd[2J:claim × openai/x: {MANY} articles, ")


def test_a_run_that_can_not_be_written_keeps_its_answers(endpoint, tmp_path):
    (tmp_path / ".run.json.part").mkdir()
    done = evaluating(endpoint.url, tmp_path, "-k", "claim", "-o", "run.json")
    assert done.returncode == 1
    assert "run.json.answers.jsonl: the answers so far are here" in done.stderr
    assert (tmp_path / "run.json.answers.jsonl").read_bytes().count(b"\n") >= MANY


def test_a_run_goes_into_a_pipe_or_where_a_link_points(recorded, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("linked.json")
    read = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_bytes()), daemon=True)
    reader.start()
    for name in ("pipe", "link"):
        done = evaluating("", tmp_path, "--replay", recorded / "answers.jsonl", "-o", name)
        assert done.returncode == 0, done.stderr
    reader.join(10)
    assert read == [(tmp_path / "linked.json").read_bytes()] == [(recorded / "run.json").read_bytes()]
    assert (tmp_path / "pipe").is_fifo()
    assert (tmp_path / "link").is_symlink()


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
    assert "claim.f1" in done.stdout
    assert "onrecord: run.json: the run is here\n" in done.stderr
    assert evaluating("", tmp_path, *replay, "--pin", "--lower").returncode == 0


def test_changed_gold_is_told_before_anything_is_asked(endpoint, recorded, tmp_path):
    (tmp_path / "floors.json").write_text(json.dumps({"gold_sha256": "a" * 64, "bounds": {}}))
    before = len(endpoint.requests)
    done = evaluating(endpoint.url, tmp_path, "--baseline", "floors.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("onrecord: the gold has changed since the baseline was pinned")
    assert len(endpoint.requests) == before


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
        (
            ["-m", "openai/x"],
            "--model: one is named twice: openai/x, openai/x; to ask it twice, use --repeats 2",
        ),
        (["--lower"], "--margin and --lower say how to pin: add --pin"),
        (["-o", "."], ".: is a folder; name a file in it"),
        (["-o", "run.json", "--html", "./run.json"], "run.json: is named for two things; give each a file of its own"),
    ],
    ids=[
        *("record and replay", "no recording", "pin", "folder", "baseline", "same name"),
        *("same model", "lower without pin", "a folder", "same file"),
    ],
)
def test_wrong_use_says_what_to_do_before_anything_is_asked(endpoint, tmp_path, arguments, said):
    before = len(endpoint.requests)
    done = evaluating(endpoint.url, tmp_path, *arguments)
    assert (done.returncode, done.stderr) == (2, f"onrecord: {said}\n")
    assert len(endpoint.requests) == before
    assert list(tmp_path.iterdir()) == []


def test_a_run_file_whose_links_go_in_circles_is_named_before_anything_is_asked(endpoint, tmp_path):
    before = len(endpoint.requests)
    (tmp_path / "run.json").symlink_to("run.json")
    done = evaluating(endpoint.url, tmp_path, "-o", "run.json")
    assert (done.returncode, done.stderr) == (2, "onrecord: run.json: can't be used: its links go in circles\n")
    assert len(endpoint.requests) == before


def test_what_scoring_needs_is_named_before_anything_is_asked(endpoint, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "scipy.special", None)
    monkeypatch.delitem(sys.modules, "onrecord.evals.statistics", raising=False)
    before = len(endpoint.requests)
    done = evaluating(endpoint.url, tmp_path)
    assert done.returncode == 2
    assert done.stderr.endswith("; pip install 'onrecord[eval]'\n")
    assert len(endpoint.requests) == before


# Comparisons


@pytest.fixture(scope="module")
def runs(recorded, endpoint):
    """A folder with a run of all kinds, one that found nothing, and one of two cells."""
    with EndpointServer([error(500, "down")]) as server:
        evaluating(server.url, recorded, "-o", "nothing.json")
    evaluating(endpoint.url, recorded, "-k", "claim", "--repeats", "2", "-o", "twice.json")
    return recorded


def test_a_comparison_says_by_how_much_how_sure_and_on_which_records(runs):
    done = onrecord("compare", "nothing.json", "run.json", "--html", "page.html", cwd=runs)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[:2] == ["A: packaged × openai/x", "B: packaged × openai/x"]
    [claims] = [line.split() for line in lines if line.startswith("claim.f1")]
    assert claims[1] == "0.000"
    assert float(claims[2]) == float(claims[3]) > 0
    [gained] = [int(line.rpartition(" ")[2]) for line in lines if line.startswith("gained: found by B alone: ")]
    assert gained == sum(line.startswith("  gained: claim ") for line in lines) > 0
    assert "lost: found by A alone: 0" in lines
    assert f"Records gained: {gained}" in (runs / "page.html").read_text(encoding="utf-8")


def test_a_run_compared_with_itself_is_the_same(runs):
    done = onrecord("compare", "run.json", "run.json", cwd=runs)
    told = [line for line in done.stdout.splitlines() if line.startswith(("event.", "statement.", "claim.", "all."))]
    assert {line.split()[-2:] == ["the", "same"] or line.endswith("nothing to compare") for line in told} == {True}
    assert any(line.startswith("claim.f1 ") and line.endswith("  the same") for line in told)


def test_a_comparison_in_json_has_the_scores_asked_for(runs):
    done = onrecord("compare", "nothing.json", "run.json", "--metric", "claim.recall", "-f", "json", cwd=runs)
    compared = json.loads(done.stdout)
    assert [each["metric"] for each in compared["metrics"]] == ["claim.recall"]
    assert compared["metrics"][0]["difference"] > 0
    assert {each["kind"] for each in compared["gained"]} == {"claim"}


def test_cells_of_one_run_are_compared_by_their_names(runs):
    names = ("packaged:claim × openai/x", "packaged:claim × openai/x #2")
    done = onrecord("compare", "twice.json", "twice.json", "--cells", *names, cwd=runs)
    assert done.stdout.splitlines()[:2] == [f"A: {names[0]}", f"B: {names[1]}"]


def test_a_run_of_several_cells_is_named_with_what_to_do(runs):
    done = onrecord("compare", "run.json", "twice.json", cwd=runs)
    assert (done.returncode, done.stderr) == (
        2,
        "onrecord: twice.json: the run has several cells: 'packaged:claim × openai/x', 'packaged:claim × openai/x #2'; "
        "name the two to compare with --cells\n",
    )


def test_runs_on_different_gold_are_not_compared(runs):
    other = json.loads((runs / "run.json").read_text(encoding="utf-8"))
    (runs / "other.json").write_text(json.dumps(other | {"gold_sha256": "a" * 64}))
    done = onrecord("compare", "run.json", "other.json", cwd=runs)
    assert done.returncode == 2
    assert "run.json and other.json were scored on different gold" in done.stderr


@pytest.mark.parametrize("content", ["{}", "[", '{"format": 2}'])
def test_what_is_no_run_is_named(runs, content):
    (runs / "none.json").write_text(content)
    done = onrecord("compare", "run.json", "none.json", cwd=runs)
    assert done.returncode == 2
    assert "none.json: is no run file of this version: " in done.stderr


def test_a_comparison_is_utf_8_whatever_the_locale_says(runs):
    done = run("compare", "nothing.json", "run.json", cwd=runs, env={"PYTHONIOENCODING": "latin-1"})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("A: packaged × openai/x\n")


# Gold


def test_gold_check_counts_what_is_labelled(tmp_path):
    done = onrecord("gold", "check", GOLD, cwd=tmp_path)
    lines = done.stdout.splitlines()
    assert (done.returncode, len(lines)) == (0, MANY + 1)
    assert lines[0].startswith("cup-final                27 events, ")
    assert lines[0].endswith(" of them optional; 29 facts, 9 entities")
    assert lines[-1].startswith(f"{MANY} articles, ")


def test_gold_check_names_file_record_and_remedy(tmp_path):
    (tmp_path / "gold").mkdir()
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text("It rained in Tarne.")
    (tmp_path / "gold" / "a.yaml").write_text("article: a\nevents:\n- what: It rains.\n  evidence: [It snowed]\n")
    done = onrecord("gold", "check", tmp_path, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == (
        f"onrecord: {tmp_path}/gold/a.yaml: event 1: evidence 'It snowed' is not in the article's text; "
        "copy it character for character\n"
    )


def test_the_schema_is_printed_for_editors(tmp_path):
    done = onrecord("gold", "schema", cwd=tmp_path)
    assert json.loads(done.stdout) == json.loads((EVALS / "gold" / "gold.schema.json").read_text())
