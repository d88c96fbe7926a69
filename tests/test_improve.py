"""`onrecord improve`, as a user runs it against a scripted endpoint."""

import json
import re
import signal
import subprocess
import time

import faulty_prompt
import pytest
from conftest import SCRIPT, environment
from endpoint_server import EndpointServer, Reply, error
from faulty_prompt import EXAMPLE, MENDED, PROMPT, SENTENCE, SETTING, is_rewriting, played, scripted, write_gold
from in_process import onrecord

from onrecord.errors import PromptError
from onrecord.evals import Change, Wording

CALLS = ("--calls", "60")
FIRST = re.compile(r"^\[1\] (.+)$", re.MULTILINE)
KEEPS = {SENTENCE, SETTING, EXAMPLE}


@pytest.fixture(scope="module")
def gold(tmp_path_factory):
    return write_gold(tmp_path_factory.mktemp("labelled"))


def improving(server, folder, gold, *arguments, prompt=PROMPT, **variables):
    """`onrecord improve` on a faulty prompt, from a folder."""
    path = folder / "faulty.prompty"
    if not path.exists():
        path.write_text(prompt)
    given = {"OPENAI_BASE_URL": server.url, **variables}
    named = arguments if arguments[:1] and str(arguments[0]).endswith(".prompty") else ("faulty.prompty", *arguments)
    return onrecord("improve", *named, "-m", "openai/x", "-g", gold, cwd=folder, **given)


def history_of(folder, name="faulty-improved"):
    return json.loads((folder / f"{name}.history.json").read_text())


def kept_in(history):
    return [each for each in history["tried"] if each["kept"]]


def messages_of(server):
    return [seen.payload["messages"] for seen in server.requests]


@pytest.fixture(scope="module")
def whole(gold, tmp_path_factory):
    """A run that nothing disturbed, by a rewriter that sees what is wrong: the server, the folder, what was said."""
    folder = tmp_path_factory.mktemp("whole")
    with EndpointServer(played(scripted(luck=1))) as server:
        return server, folder, improving(server, folder, gold, *CALLS)


def test_all_three_planted_faults_are_found_within_sixty_calls(whole):
    server, folder, done = whole
    assert done.returncode == 0, done.stderr
    assert (folder / "faulty-improved.prompty").read_text() == MENDED
    assert {each["change"]["text"] for each in kept_in(history_of(folder))} == KEEPS
    assert len(server.requests) <= 60


def test_nothing_is_kept_without_a_test_that_holds_after_the_correction(whole):
    _, folder, _ = whole
    history = history_of(folder)
    for each in kept_in(history):
        found = each["decision"]
        assert found["corrected_p"] == pytest.approx(found["p"] * history["tests"])
        assert found["corrected_p"] < 0.05
        assert found["articles"] == len(history["deciding"]) == 8
        assert found["after"] > found["before"]


def test_the_history_says_what_was_changed_why_and_by_whom(whole):
    _, folder, done = whole
    [deleted] = [each for each in history_of(folder)["tried"] if each["change"]["text"] == SENTENCE]
    assert deleted["change"]["action"] == "delete"
    assert deleted["change"]["why"] == "events are missed after the first"
    assert deleted["change"]["by"] == "openai/x"
    said = f"sentence “{SENTENCE}” deleted: kept: p 0.0078, corrected 0.0469"
    assert said in done.stdout
    assert f"onrecord: {said}" in done.stderr


def test_the_end_is_measured_once_on_articles_that_nothing_else_looked_at(whole):
    server, folder, done = whole
    history = history_of(folder)
    told = messages_of(server)
    last = max(place for place, messages in enumerate(told) if is_rewriting(messages))
    held_out = {faulty_prompt.sentences(int(name.removeprefix("news-")))[0][0] for name in history["held_out"]}
    read = [place for place, messages in enumerate(told) if set(FIRST.findall(messages[-1]["content"])) & held_out]
    assert min(read) > last
    assert len(read) == 2 * len(held_out)
    [report] = history["reports"]
    assert report["before"] < report["after"] == 1
    assert "held out, 5 articles: all.f1 0.571 -> 1.000, +0.429" in done.stdout


def test_the_rewriter_sees_mistakes_on_the_articles_shown_alone(whole):
    server, folder, _ = whole
    history = history_of(folder)
    asked = "".join(messages[-1]["content"] for messages in messages_of(server) if is_rewriting(messages))
    for name in [*history["deciding"], *history["held_out"]]:
        for text, _, _ in faulty_prompt.sentences(int(name.removeprefix("news-"))):
            assert text not in asked
    assert any(
        text in asked
        for name in history["shown"]
        for text, _, _ in faulty_prompt.sentences(int(name.removeprefix("news-")))
    )


def test_the_parts_are_dealt_by_the_seed(whole, gold, tmp_path):
    _, folder, _ = whole
    with EndpointServer(played(scripted(luck=1))) as server:
        improving(server, tmp_path, gold, *CALLS, "--seed", "3")
    one, other = history_of(folder), history_of(tmp_path)
    assert set(one["shown"]) != set(other["shown"])
    parts = [set(other[name]) for name in ("shown", "deciding", "held_out")]
    assert sum(map(len, parts)) == len(set.union(*parts)) == 16


def test_a_planted_sentence_is_found_without_a_rewriter_that_knows_anything(gold, tmp_path):
    """Where the rewriter has nothing to propose, each part is tried without."""

    def ignorant(messages, temperature=1.0):
        return '{"changes": []}' if is_rewriting(messages) else faulty_prompt.read(messages, temperature)

    with EndpointServer(played(ignorant)) as server:
        done = improving(server, tmp_path, gold, *CALLS)
    assert done.returncode == 0, done.stderr
    assert SENTENCE not in (tmp_path / "faulty-improved.prompty").read_text()
    [kept] = [each for each in kept_in(history_of(tmp_path)) if each["change"]["text"] == SENTENCE]
    assert kept["change"]["by"] == "rule"


def test_a_harmful_change_is_never_kept_even_where_it_helps_on_the_articles_shown(whole, gold, tmp_path):
    shown = history_of(whole[1])["shown"]
    firsts = {faulty_prompt.sentences(int(name.removeprefix("news-")))[0][0] for name in shown}

    def overfitted(messages, temperature=1.0):
        if is_rewriting(messages):
            numbers = re.findall(r"^(\d+)\. sentence", messages[-1]["content"], re.MULTILINE)
            change = {"part": int(numbers[0]), "action": "insert", "text": "Think of piers.", "why": "they recur"}
            return json.dumps({"changes": [change]})
        if "Think of piers." not in messages[0]["content"]:
            return faulty_prompt.read(messages, temperature)
        mended = [{**messages[0], "content": messages[0]["content"].replace(SENTENCE, "")}, messages[-1]]
        helped = bool(set(FIRST.findall(messages[-1]["content"])) & firsts)
        return faulty_prompt.read(mended, 0) if helped else "{}"

    with EndpointServer(played(overfitted)) as server:
        done = improving(server, tmp_path, gold, *CALLS)
    assert done.returncode == 0, done.stderr
    assert "Think of piers." not in (tmp_path / "faulty-improved.prompty").read_text()
    [tried] = [each for each in history_of(tmp_path)["tried"] if each["change"]["new"] == "Think of piers."]
    assert tried["shown_after"] > tried["shown_before"]
    assert not tried["kept"]
    assert tried["verdict"].startswith("given up after 1 deciding article")


def test_where_nothing_helps_it_says_so_and_leaves_the_prompt_as_it_is(gold, tmp_path):
    with EndpointServer(played(faulty_prompt.indifferent())) as server:
        done = improving(server, tmp_path, gold, *CALLS)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "faulty-improved.prompty").read_text() == PROMPT
    assert "nothing was found that helps beyond doubt; the prompt is as it was" in done.stdout
    assert "held out, " not in done.stdout
    assert history_of(tmp_path)["reports"] == []


def test_a_difference_that_the_articles_cannot_show_comes_with_how_many_would(tmp_path):
    """A change that finds one record more in three articles of four, and loses two in the fourth."""
    gold = write_gold(tmp_path / "labelled", 30, long=True)
    worse = {faulty_prompt.sentences(number)[0][0] for number in range(0, 30, 4)}

    def mixed(messages, temperature=1.0):
        if is_rewriting(messages):
            numbers = re.findall(r"^(\d+)\. sentence", messages[-1]["content"], re.MULTILINE)
            change = {"part": int(numbers[0]), "action": "insert", "text": "Look twice.", "why": "it overlooks some"}
            return json.dumps({"changes": [change]})
        found = json.loads(faulty_prompt.read(messages, temperature))
        if "Look twice." not in messages[0]["content"]:
            found["claims"] = found["claims"][:-1]
        elif set(FIRST.findall(messages[-1]["content"])) & worse:
            found["claims"] = found["claims"][:-3]
        return json.dumps(found)

    with EndpointServer(played(mixed)) as server:
        done = improving(server, tmp_path, gold, "--calls", "80", "--seed", "3", prompt=MENDED)
    [tried] = [each for each in history_of(tmp_path)["tried"] if each["change"]["new"] == "Look twice."]
    assert tried["decision"]["p"] > 0.05
    assert not tried["kept"]
    [said] = re.findall(r"about ([\d,]+) labelled articles would show it, ([\d,]+) more", done.stdout)
    total, more = (int(each.replace(",", "")) for each in said)
    assert total == 30 + more


def test_killed_and_started_again_it_asks_for_nothing_twice(whole, gold, tmp_path):
    undisturbed, folder, _ = whole
    (tmp_path / "faulty.prompty").write_text(PROMPT)
    with EndpointServer(lambda seen: Reply(played(scripted(luck=1))(seen).body, delay=0.02)) as server:
        command = [SCRIPT, "improve", "faulty.prompty", "-m", "openai/x", "-g", gold, *CALLS]
        env = environment(OPENAI_BASE_URL=server.url, ONRECORD_CONCURRENCY="1")
        with subprocess.Popen(command, cwd=tmp_path, env=env, stdout=-1, stderr=-1) as process:
            while len(server.requests) < 25:
                time.sleep(0.01)
            process.kill()
        before = len(server.requests)
        assert (tmp_path / "faulty-improved.prompty").exists()
        done = improving(server, tmp_path, gold, *CALLS)
    assert done.returncode == 0, done.stderr
    assert len(server.requests) - before < len(undisturbed.requests) - 20
    assert len(server.requests) <= len(undisturbed.requests) + 1  # one was under way
    assert history_of(tmp_path) == history_of(folder)
    assert (tmp_path / "faulty-improved.prompty").read_text() == MENDED


def test_an_interruption_leaves_the_best_so_far_and_says_where(gold, tmp_path):
    (tmp_path / "faulty.prompty").write_text(PROMPT)
    with EndpointServer(lambda seen: Reply(played(scripted(luck=1))(seen).body, delay=0.05)) as server:
        command = [SCRIPT, "improve", "faulty.prompty", "-m", "openai/x", "-g", gold, *CALLS]
        env = environment(OPENAI_BASE_URL=server.url, ONRECORD_CONCURRENCY="1")
        path = tmp_path / "faulty-improved.prompty"
        with subprocess.Popen(command, cwd=tmp_path, env=env, stdout=-1, stderr=-1) as process:
            while not path.exists() or path.read_text() == PROMPT:
                time.sleep(0.01)
            process.send_signal(signal.SIGINT)
            err = process.communicate(timeout=20)[1].decode()
    assert process.returncode == 130, err
    assert "faulty-improved.prompty: the best so far is here; " in err
    assert len(kept_in(history_of(tmp_path))) == 1


def test_a_budget_ends_it_in_order_and_is_never_passed(gold, tmp_path):
    with EndpointServer(played(scripted(luck=1))) as server:
        done = improving(server, tmp_path, gold, "--budget", "6500-tokens")
    assert done.returncode == 0, done.stderr
    assert len(server.requests) * 120 <= 6500
    assert "of the budget of 6,500 tokens" in done.stdout or "might not fit into 6,500 tokens" in done.stdout
    assert (tmp_path / "faulty-improved.prompty").exists()
    assert "failed" not in done.stdout


def test_what_answers_cost_that_were_kept_counts_in_the_budget_of_the_next_start(gold, tmp_path):
    with EndpointServer(played(scripted(luck=1))) as server:
        improving(server, tmp_path, gold, "--budget", "6500-tokens")
        before = len(server.requests)
        improving(server, tmp_path, gold, "--budget", "6500-tokens")
    assert len(server.requests) * 120 <= 6500
    assert len(server.requests) - before <= 1


def test_no_more_calls_are_made_than_may_be(gold, tmp_path):
    with EndpointServer(played(scripted(luck=1))) as server:
        done = improving(server, tmp_path, gold, "--calls", "36")
    assert done.returncode == 0, done.stderr
    assert len(server.requests) <= 36
    assert "another change might not fit into 36 calls" in done.stdout
    assert "held out, 5 articles: " in done.stdout


def test_an_endpoint_that_refuses_is_no_verdict_on_the_prompt(gold, tmp_path):
    with EndpointServer([error(401, "wrong key")]) as server:
        done = improving(server, tmp_path, gold, *CALLS)
    assert done.returncode == 1
    assert "wrong key" in done.stdout
    assert history_of(tmp_path)["tried"] == []


def test_an_improved_prompt_is_gone_on_from_by_its_history(whole, gold, tmp_path):
    _, folder, _ = whole
    history = history_of(folder)
    first = next(each for each in history["tried"] if each["kept"])
    history |= {"tried": [first], "reports": history["reports"]}
    (tmp_path / "once.prompty").write_text(Change.model_validate(first["change"]).applied(PROMPT))
    (tmp_path / "once.history.json").write_text(json.dumps(history))
    with EndpointServer(played(scripted(luck=1))) as server:
        done = improving(server, tmp_path, gold, "once.prompty", *CALLS)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "once-improved.prompty").read_text() == MENDED
    after = history_of(tmp_path, "once-improved")
    assert after["tried"][0] == first
    assert after["original"] == PROMPT
    assert len(after["reports"]) == 2
    assert "were looked at 2 times by now" in done.stdout
    asked = next(messages[-1]["content"] for messages in messages_of(server) if is_rewriting(messages))
    assert "don't propose them again" in asked


def test_deciding_articles_that_are_used_up_decide_nothing_more(whole, gold, tmp_path):
    _, folder, _ = whole
    history = history_of(folder)
    first = next(each for each in history["tried"] if each["kept"])
    refused = [{**first, "kept": False, "change": {**first["change"], "text": f"{place}"}} for place in range(6)]
    (tmp_path / "used.prompty").write_text(PROMPT)
    (tmp_path / "used.history.json").write_text(json.dumps(history | {"tried": refused, "reports": []}))
    with EndpointServer(played(scripted(luck=1))) as server:
        done = improving(server, tmp_path, gold, "used.prompty", *CALLS)
    assert "ended because the deciding articles bear no more than 6 tests" in done.stdout
    assert server.requests == []
    assert (tmp_path / "used-improved.prompty").read_text() == PROMPT


def test_recorded_answers_give_the_same_without_a_model(whole, gold, tmp_path):
    _, folder, _ = whole
    answers = folder / "faulty-improved.answers.jsonl"
    with EndpointServer([error(500, "nobody asks")]) as server:
        done = improving(server, tmp_path, gold, *CALLS, "--replay", answers)
    assert done.returncode == 0, done.stderr
    assert server.requests == []
    assert history_of(tmp_path) == history_of(folder)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "say how much it may take: --budget 5.00, --budget 2M-tokens or --calls 200"),
        (("--calls", "30"), "--calls 30: with these articles, it takes at least 31 calls to keep a change"),
        ((*CALLS, "-o", "faulty.prompty"), "faulty.prompty: is the prompt that is to be improved"),
        ((*CALLS, "-o", "better.txt"), "better.txt: the name of a prompt file ends in .prompty"),
        ((*CALLS, "-o", "mine.prompty"), "mine.prompty: is there already, and no work of this command"),
        ((*CALLS, "--metric", "all.f2"), "no metric is called 'all.f2'"),
        (("nothing.prompty", *CALLS), "nothing.prompty: no such prompt"),
    ],
)
def test_wrong_use_is_told_before_any_call(gold, tmp_path, arguments, said):
    (tmp_path / "mine.prompty").write_text(MENDED)
    with EndpointServer([error(500, "nobody asks")]) as server:
        done = improving(server, tmp_path, gold, *arguments)
    assert done.returncode == 2
    assert done.stderr.startswith(f"onrecord: {said}")
    assert server.requests == []
    assert (tmp_path / "mine.prompty").read_text() == MENDED


def test_too_few_articles_are_refused_with_how_many_it_takes(tmp_path):
    gold = write_gold(tmp_path / "few", 9)
    with EndpointServer([error(500, "nobody asks")]) as server:
        done = improving(server, tmp_path, gold, *CALLS)
    assert done.returncode == 2
    assert (
        "9 labelled articles are too few to improve a prompt by (2 shown, 4 deciding, 3 held out): label" in done.stderr
    )


def test_a_history_of_another_seed_is_not_gone_on_from(whole, gold, tmp_path):
    _, folder, _ = whole
    (tmp_path / "once.prompty").write_text(PROMPT)
    (tmp_path / "once.history.json").write_text(json.dumps(history_of(folder)))
    with EndpointServer([error(500, "nobody asks")]) as server:
        done = improving(server, tmp_path, gold, "once.prompty", *CALLS, "--seed", "1")
    assert done.returncode == 2
    assert "once.history.json: is of --model openai/x --metric all.f1 --seed 0" in done.stderr


def test_a_change_that_makes_no_prompt_is_told_and_not_tried(gold, tmp_path):
    def careless(messages, temperature=1.0):
        if is_rewriting(messages):
            parts = re.findall(r"^(\d+)\. question", messages[-1]["content"], re.MULTILINE)
            change = {"part": int(parts[0]), "action": "replace", "text": "Go on.", "why": "shorter"}
            return json.dumps({"changes": [change, {"part": 99, "action": "delete"}]})
        return faulty_prompt.read(messages, temperature)

    with EndpointServer(played(careless)) as server:
        improving(server, tmp_path, gold, "--calls", "40")
    [tried] = [each for each in history_of(tmp_path)["tried"] if each["change"]["new"] == "Go on."]
    assert tried["verdict"].startswith("not tried: the last user turn uses neither 'sentences' nor 'asked'")
    assert tried["decision"] is None


# --- changes of one part


def test_a_sentence_a_setting_and_an_example_are_changed_alone():
    deleted = Change(action="delete", sort="sentence", text=SENTENCE)
    assert deleted.applied(PROMPT) == PROMPT.replace(f"{SENTENCE}\n", "")
    cooler = Change(action="replace", sort="setting", text=SETTING, new="temperature: 0")
    assert cooler.applied(PROMPT) == PROMPT.replace("1.7", "0")
    question = "Sentences 2 to 2.\nThe pier is 90 metres long."
    without = Change(action="delete", sort="example", text=EXAMPLE, question=question).applied(PROMPT)
    assert len(Wording(without).variant.prompts[0].examples) == 1
    more = Change(action="insert", sort="sentence", text=SENTENCE, new="Look twice.").applied(PROMPT)
    assert more == PROMPT.replace(SENTENCE, f"{SENTENCE} Look twice.")


def test_a_change_of_a_part_that_is_not_there_changes_nothing():
    assert Change(action="delete", sort="sentence", text="Nowhere.").applied(PROMPT) == PROMPT


def test_a_wording_that_is_no_prompt_says_why():
    with pytest.raises(PromptError, match=r"metadata\.kinds"):
        _ = Wording(PROMPT.replace("  kinds: [statement, event, claim]\n", "")).variant


@pytest.mark.model
@pytest.mark.timeout(600)
def test_the_embedded_model_plays_both_parts(tmp_path):
    """It reads and proposes, and nothing is kept by chance: what is kept passed the test."""
    (tmp_path / "labelled/articles").mkdir(parents=True)
    (tmp_path / "labelled/gold").mkdir()
    for number in range(11):
        text = faulty_prompt.sentences(number)[3][0]
        label = {"article": f"news-{number}", "claims": [{"text": text, "evidence": [text]}]}
        (tmp_path / f"labelled/articles/news-{number}.txt").write_text(f"{text}\n")
        (tmp_path / f"labelled/gold/news-{number}.yaml").write_text(json.dumps(label))
    (tmp_path / "claims.prompty").write_text(
        "---\nname: claims\ndescription: Claims\nmetadata:\n  kinds: [claim]\n  sentences_per_call: 1\n"
        "model:\n  options:\n    temperature: 0\n---\nsystem:\n"
        "List the claims of the article as JSON. Answer {} whatever the article says.\n\n"
        "user:\nArticle:\n[1] The office is open. It has two rooms.\n\nSentence 1: The office is open.\n\n"
        "assistant:\n{}\n\n"
        "user:\nArticle:\n{% for sentence in sentences %}[{{ sentence.number }}] {{ sentence.text }}\n{% endfor %}\n"
        "Sentence {{ asked[0].number }}: {{ asked[0].text }}\n"
    )
    arguments = ("claims.prompty", "-m", "local", "-g", tmp_path / "labelled", "--calls", "24")
    done = onrecord("improve", *arguments, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    history = history_of(tmp_path, "claims-improved")
    assert history["tried"]
    assert all(each["decision"]["corrected_p"] < 0.05 for each in kept_in(history))
    answered = [json.loads(line) for line in (tmp_path / "claims-improved.answers.jsonl").read_text().splitlines()]
    assert {each["prompt"] for each in answered} == {"claims", "improve"}
