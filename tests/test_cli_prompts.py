"""`onrecord prompts`, as a prompt author runs it."""

import json
from pathlib import Path

import pytest
from endpoint_server import EndpointServer, answer, error
from in_process import onrecord

from onrecord.extraction import prompts_folder

TEXT = "The ferry “Elan” sank on Monday.\n\nAnn Lee said she was old. Nine people were hurt.\n"

PROMPT = """---
name: claim
description: Claims
metadata:
  kinds: [claim]
  sentences_per_call: {local: 1, other: 2}
model:
  options: {temperature: 0, reasoning_effort: low, verbosity: low, extra_body: {thinking: {budget: 9}}}
---
system:
List the claims.

user:
[1] The ferry sank on Monday.

assistant:
{"claims":[{"sentences":[1],"text":"The ferry sank on Monday."}]}

user:
{% for sentence in sentences %}[{{ sentence.number }}] {{ sentence.text }}
{% endfor %}Sentence {{ asked[0].number }}.
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "ferry.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "claim.prompty").write_text(PROMPT)
    return tmp_path


@pytest.mark.parametrize("mode", ["auto", "tools", "json", "text"])
@pytest.mark.parametrize("name", ["records", "mine/claim.prompty"])
def test_what_is_shown_is_what_the_endpoint_gets_to_the_byte(folder, name, mode):
    with EndpointServer(lambda _: answer("{}", tool=mode == "tools")) as server:
        said = {"ONRECORD_MODE": mode, "OPENAI_BASE_URL": server.url, "ONRECORD_CONCURRENCY": "1"}
        arguments = ("--article", "ferry.txt", "-m", "openai/x", "-f", "json")
        shown = onrecord("prompts", "show", name, *arguments, cwd=folder, **said)
        assert not server.requests
        done = onrecord("summarize", "-p", name, "-m", "openai/x", "ferry.txt", cwd=folder, **said)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert done.returncode == 0, done.stderr
    assert shown.stdout.encode().splitlines() == [seen.body for seen in server.requests]
    assert len(server.requests) == (2 if "mine" in name else 1)


def test_each_turn_is_shown_with_its_tokens_and_no_call_repeats_the_one_before(folder):
    done = onrecord(
        "prompts", "show", "claim", "--prompts", "mine", "--article", "ferry.txt", "-m", "openai/x", cwd=folder
    )
    lines = done.stdout.splitlines()
    first, second = (lines.index(line) for line in lines if line.startswith("=== call "))
    heads = [line.partition(",")[0] for line in lines[first:second] if line.startswith("--- ")]
    assert heads == ["--- system", "--- user", "--- assistant", "--- user", "--- settings", "--- response_format"]
    assert "--- system, about 14 tokens" in lines
    assert "Tokens are estimates" in lines[1]
    assert {'reasoning_effort: "low"', 'verbosity: "low"', 'thinking: {"budget": 9}'} <= set(lines[first:second])
    assert lines[second + 1] == "--- the first 3 turns as in the call before"
    assert "[3] Nine people were hurt." in lines[second:]
    assert lines[-1] == "--- response_format as in the call before"


def test_without_an_article_the_question_is_its_template_and_the_embedded_model_gets_a_grammar(folder):
    done = onrecord("prompts", "show", "mine/claim.prompty", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "{% endfor %}Sentence {{ asked[0].number }}." in done.stdout
    assert "--- grammar, about " in done.stdout
    assert "max_tokens" not in done.stdout
    asked = onrecord("prompts", "show", "mine/claim.prompty", "-f", "json", cwd=folder)
    assert (asked.returncode, asked.stdout) == (2, "")
    assert "name one with --article FILE" in asked.stderr


def test_the_options_of_a_prompt_are_sent_and_what_is_refused_is_left_out(folder):
    def refusing(seen):
        if "reasoning_effort" in seen.payload:
            return error(400, "Unsupported parameter: 'reasoning_effort' is not supported with this model.")
        return answer("{}")

    with EndpointServer(refusing) as server:
        arguments = ("summarize", "-p", "mine/claim.prompty", "-m", "openai/x", "ferry.txt")
        done = onrecord(*arguments, cwd=folder, OPENAI_BASE_URL=server.url, ONRECORD_CONCURRENCY="1")
    assert done.returncode == 0, done.stderr
    first, second, *_ = [seen.payload for seen in server.requests]
    assert (first["reasoning_effort"], first["verbosity"], first["thinking"]) == ("low", "low", {"budget": 9})
    assert "reasoning_effort" not in second
    assert second["verbosity"] == "low"


def test_a_folder_is_listed_by_its_name_by_list_and_by_check(folder):
    said = [onrecord("prompts", *each, cwd=folder).stdout for each in (["mine"], ["list", "mine"], ["check", "mine"])]
    assert said[0].startswith("claim ")
    assert len(set(said)) == 1
    assert onrecord("prompts", "nowhere", cwd=folder).returncode == 2


def test_a_copy_of_a_packaged_prompt_is_the_same_until_it_is_edited(folder):
    done = onrecord("prompts", "new", "records", "mine", "-o", "own", cwd=folder)
    copy = folder / "own" / "mine.prompty"
    assert done.stdout.startswith("own/mine.prompty: edit it, then: onrecord prompts check own; ")
    assert copy.read_text().startswith("---\nname: mine\n")
    packaged = prompts_folder() / "records.prompty"
    same = onrecord("prompts", "diff", packaged, copy, cwd=folder)
    assert (same.returncode, same.stdout, same.stderr) == (0, "", "")


def test_nothing_is_overwritten(folder):
    done = onrecord("prompts", "new", "claim", "-o", "mine", cwd=folder)
    assert done.returncode == 2
    assert done.stderr.startswith("onrecord: mine/claim.prompty: is there already")
    assert (folder / "mine" / "claim.prompty").read_text() == PROMPT


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["new", "rumour"], "rumour: is no packaged prompt and no prompt file; the packaged ones are claim, event, "),
        (["new", "claim", "../claim"], "'../claim': a prompt's name has letters, digits, '-', '_' and '.' alone"),
        (["diff", "mine", "mine/claim.prompty"], "one is a folder and the other isn't"),
        (["diff", "mine", "nowhere.prompty"], "one is a folder and the other isn't"),
        (["diff", "mine/claim.prompty", "nowhere.prompty"], "nowhere.prompty: can't be read"),
        (["show", "rumour"], "no prompt 'rumour' in "),
    ],
)
def test_wrong_use_says_what_to_do(folder, arguments, said):
    done = onrecord("prompts", *arguments, cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_two_prompts_differ_by_their_words_settings_and_examples(folder):
    other = PROMPT.replace("List the claims.", "List all claims.").replace("temperature: 0", "temperature: 0.5")
    other = other.replace("[1] The ferry sank on Monday.", "[1] The ferry sank on Monday. Rain fell.")
    (folder / "other.prompty").write_text(other.replace("description: Claims", "description: Facts"))
    done = onrecord("prompts", "diff", "mine/claim.prompty", "other.prompty", cwd=folder)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "--- mine/claim.prompty",
        "+++ other.prompty",
        "temperature:",
        "  0.[-0-]{+5+}",
        "system:",
        "  List [-the-]{+all+} claims.",
        "examples:",
        "  user: [1] The ferry sank on Monday.{+ Rain fell.+}",
    ]


def test_folders_differ_in_the_files_that_only_one_has(folder):
    packaged = prompts_folder()
    done = onrecord("prompts", "diff", packaged, "mine", "-m", "openai/x", cwd=folder)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert f"only in {packaged}: verify.prompty" in lines
    assert f"--- {packaged / 'claim.prompty'}" in lines
    assert not onrecord("prompts", "diff", packaged, packaged, cwd=folder).returncode


def test_a_body_that_would_steer_a_terminal_is_escaped_and_means_the_same(folder):
    (folder / "ferry.txt").write_text("The ferry \u202esank\x9b.\n", encoding="utf-8")
    done = onrecord("prompts", "show", "claim", "--article", "ferry.txt", "-m", "openai/x", "-f", "json", cwd=folder)
    assert "\u202e" not in done.stdout
    assert "\u202esank" in json.loads(done.stdout)["messages"][-1]["content"]


def test_variants_of_this_repository_differ_from_its_prompts(folder):
    variants = Path(__file__).parents[1] / "evals" / "variants" / "first-wording"
    done = onrecord("prompts", "diff", variants / "records.prompty", prompts_folder() / "records.prompty", cwd=folder)
    assert done.returncode == 1
    assert "fields:\n  [-all-]{+brief+}\n" in done.stdout
