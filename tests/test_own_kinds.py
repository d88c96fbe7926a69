"""Kinds of a user's, from a file, a package or a call: all that is done with records is done with theirs."""

import asyncio
import csv
import json
import pickle
import subprocess
import sys
from datetime import date

import jsonschema
import pandas as pd
import pytest
from conftest import environment, run
from endpoint_server import EndpointServer, answer
from in_process import onrecord
from openpyxl import load_workbook
from test_registry import installed
from typer.main import get_command

from onrecord import Article, Grounder, Record, Stated, UsageError, extract, load_prompt, register
from onrecord.cli.formats import FORMATS
from onrecord.cli.main import app
from onrecord.export import write_parquet
from onrecord.kinds import register_file
from onrecord.testing import FakeModel, answer_text

KINDS = '''
"""Predictions, and what contracts oblige somebody to."""

from pathlib import Path
from typing import Any, ClassVar, Literal

from onrecord import Article, Named, Quoted, Record, Stated, Worded


class Prediction(Record):
    """Something that somebody expects."""

    kind = "prediction"
    plural = "predictions"
    prompt = Path("prompts/prediction.prompty")
    speaker_fields = ("forecaster",)
    time_fields = ("horizon",)

    text: Stated
    forecaster: Named | None = None
    horizon: Worded | None = None
    confidence: Literal["low", "medium", "high"] = "medium"

    @classmethod
    def computed(cls) -> dict[str, Any]:
        return {**super().computed(), "length": {"type": "integer"}}

    def compute(self, article: Article) -> dict[str, Any]:
        return {**super().compute(article), "length": len(self.text)}


class Duty(Record):
    """What a contract obliges a party to."""

    kind = "duty"
    plural = "duties"
    prompt = Path("prompts/duty.prompty")

    debtor: Named
    deed: Quoted
    until: list[Worded] = []
    binding: bool = True
'''
PROMPT = """\
---
name: {kind}
description: {kind} alone
metadata: {{kinds: [{kind}]}}
---
system:
List: {kind}

user:
{{% for sentence in sentences %}}
[{{{{ sentence.number }}}}] {{{{ sentence.text }}}}
{{% endfor %}}
"""
TEXT = (
    "Ann Lee expects that rents will fall in March. The tenant shall pay the rent by the third day of each month. "
    "“The landlord shall keep the roof dry”, says the contract with Holm Homes. Bo Ray had lunch."
)
PREDICTIONS = [
    {
        "sentences": [1],
        "text": "Rents will fall in March.",
        "forecaster": "Ann Lee",
        "horizon": "in March",
        "confidence": "high",
    },
    {"sentences": [1], "text": "Wages will fall by 9% in March.", "forecaster": "Cy Low"},
]
DUTIES = [
    {"sentences": [2], "debtor": "tenant", "deed": "pay the rent", "until": ["the third day of each month"]},
    {"sentences": [3], "debtor": "landlord", "deed": "keep the roof dry", "binding": False},
]


def replies(seen):
    """What an endpoint answers to each prompt."""
    asked = seen.payload["messages"][0]["content"].removeprefix("List: ")
    records = {"prediction": {"predictions": PREDICTIONS}, "duty": {"duties": DUTIES}}[asked]
    return answer(answer_text(records, kinds=()))


@pytest.fixture
def folder(tmp_path, own_kinds):
    """A folder with a file of kinds, their prompts, an article and a feed."""
    (tmp_path / "mine.py").write_text(KINDS, encoding="utf-8")
    (tmp_path / "prompts").mkdir()
    for kind in ("prediction", "duty"):
        (tmp_path / "prompts" / f"{kind}.prompty").write_text(PROMPT.format(kind=kind), encoding="utf-8")
    (tmp_path / "rents.txt").write_text(TEXT, encoding="utf-8")
    feed = {"id": "rents", "text": TEXT, "title": "Rents", "published": "2026-01-02", "language": "en"}
    (tmp_path / "feed.jsonl").write_text(json.dumps(feed) + "\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def summarized(folder):
    """The command that reads the feed for both kinds, given its further arguments."""
    with EndpointServer(replies) as server:

        def command(*arguments):
            asked = ("--kinds", "mine.py", "--kind", "prediction", "--kind", "duty", "-m", "openai/x")
            return onrecord("summarize", "feed.jsonl", *asked, *arguments, cwd=folder, OPENAI_BASE_URL=server.url)

        yield command


def whole(done):
    assert done.returncode == 0, done.stderr
    return done.stdout


# --- every format


def test_json_has_the_records_and_what_the_kinds_compute_and_fits_the_schema(summarized, folder):
    [summary] = json.loads(whole(summarized("-f", "json")))
    said = {(each["kind"], each["supported"]) for each in summary["records"]}
    assert said == {("prediction", True), ("prediction", False), ("duty", True)}
    first = summary["records"][0]
    assert (first["day"], first["length"], first["confidence"]) == (None, 25, "high")
    assert [each["form"] for each in summary["records"] if each["kind"] == "duty"] == ["indirect", "direct"]
    schema = json.loads(whole(onrecord("schema", "--kinds", "mine.py", cwd=folder)))
    jsonschema.validate(summary, schema)
    first["length"] = "long"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(summary, schema)


def test_json_lines_say_the_same(summarized):
    [line] = whole(summarized("-f", "jsonl")).splitlines()
    assert [each["kind"] for each in json.loads(line)["records"]] == ["prediction", "prediction", "duty", "duty"]


def test_text_shows_the_records_under_the_plurals_with_the_details(summarized):
    shown = whole(summarized("--all"))
    assert (
        "\nPREDICTIONS\n• Rents will fall in March.\n  forecaster: Ann Lee · horizon: in March · confidence: high"
        in shown
    )
    assert "\nDUTIES\n• pay the rent\n  debtor: tenant · until: the third day of each month" in shown
    assert "• “keep the roof dry”\n  debtor: landlord · binding: False" in shown


def test_a_brief_tells_what_the_records_word_and_who_says_it(summarized):
    shown = whole(summarized("-f", "text"))
    assert "• Rents will fall in March — Ann Lee [1]" in shown
    assert "• pay the rent [2]" in shown


def test_markdown_has_a_heading_for_each_kind(summarized):
    shown = whole(summarized("-f", "md"))
    assert "## Predictions\n\n- **Rents will fall in March.**\n  - forecaster: Ann Lee\n  - horizon: in March" in shown
    assert "## Duties\n\n- **pay the rent**\n  - debtor: tenant" in shown


def test_a_page_shows_their_fields(summarized):
    page = whole(summarized("-f", "html"))
    assert all(text in page for text in ("Ann Lee", "in March", "the third day of each month", ">duty<", "prediction<"))


def test_csv_has_a_column_for_each_field_and_each_computed_value(summarized):
    first, *_, last = csv.DictReader(whole(summarized("-f", "csv")).splitlines())
    assert (first["forecaster"], first["confidence"], first["length"]) == ("Ann Lee", "high", "25")
    assert (last["debtor"], last["deed"], last["binding"], last["form"]) == (
        "landlord",
        "keep the roof dry",
        "False",
        "direct",
    )


def test_a_workbook_has_the_same_columns(summarized, folder):
    whole(summarized("-o", "out.xlsx"))
    rows = load_workbook(folder / "out.xlsx")["records"].iter_rows(values_only=True)
    names = next(rows)
    first, *_ = (dict(zip(names, row, strict=True)) for row in rows)
    assert (first["kind"], first["forecaster"], first["length"], first["fact"]) == ("prediction", "Ann Lee", 25, "1")


def test_parquet_has_typed_columns_and_keeps_a_field_of_another_type_than_one_of_that_name(summarized, folder):
    (folder / "more.py").write_text(
        "from onrecord import Record, Stated\n\n\nclass Sum(Record):\n    kind = 'sum'\n    plural = 'sums'\n"
        "    text: Stated\n    until: float = 0.5\n",
        encoding="utf-8",
    )
    whole(summarized("-o", "out.parquet", "-f", "parquet", "--kinds", "more.py"))
    table = pd.read_parquet(folder / "out.parquet" / "records")
    assert list(table["length"])[:2] == [25, 31]
    assert next(list(each) for each in table["until"] if each is not None) == ["the third day of each month"]
    assert table["other_fields"].isna().all()
    plain = json.loads(whole(summarized("-f", "jsonl", "--kinds", "more.py")))
    plain["records"] = [{**plain["records"][0], "kind": "sum", "until": 0.25}]
    write_parquet([plain], folder / "sums")
    [other] = pd.read_parquet(folder / "sums" / "records")["other_fields"]
    assert json.loads(other)["until"] == 0.25


def test_json_ld_has_them_as_parts_and_names_who_says_it(summarized):
    [article] = json.loads(whole(summarized("-f", "jsonld")))["@graph"]
    first, duty, _ = article["hasPart"]
    assert (first["genre"], first["text"], first["creator"]) == (
        "prediction",
        "Rents will fall in March.",
        [{"name": "Ann Lee"}],
    )
    assert (duty["text"], duty["description"]) == ("pay the rent", "debtor: tenant; until: the third day of each month")


def test_annotations_and_ninjs_tell_them(summarized):
    page = json.loads(whole(summarized("-f", "annotations")))
    tags = {body.get("value") for each in page["first"]["items"] for body in each["body"]}
    assert {"prediction", "duty", "prediction.horizon", "duty.until[0]"} <= tags
    news = json.loads(whole(summarized("-f", "ninjs")))
    assert [each["rel"] for each in news["associations"]] == ["prediction", "duty", "duty"]
    assert news["subjects"] == [{"name": "Ann Lee", "rel": "speaker"}]


def test_every_format_was_tried():
    tried = {"text", "json", "jsonl", "md", "html", "csv", "xlsx", "parquet", "jsonld", "annotations", "ninjs"}
    assert set(FORMATS) == tried


# --- stores


def test_a_store_gives_back_what_was_put_into_it(both, folder):
    asked = ("--kinds", "mine.py", "--kind", "prediction", "--kind", "duty", "-m", "openai/x")
    with EndpointServer(replies) as server:
        variables = {"OPENAI_BASE_URL": server.url}
        whole(onrecord("batch", "feed.jsonl", "--store", "news.db", *asked, cwd=folder, **variables))
        [told] = json.loads(whole(onrecord("summarize", "feed.jsonl", *asked, "-f", "json", cwd=folder, **variables)))

    def exported(*arguments):
        return whole(onrecord("export", "--store", "news.db", "--run", "1", *arguments, cwd=folder))

    known = ("--kinds", "mine.py")
    [kept] = json.loads(exported(*known, "-f", "json"))
    assert kept["records"] == told["records"]
    [lees] = json.loads(exported(*known, "-f", "json", "--speaker", "Ann Lee"))
    assert [each["forecaster"] for each in lees["records"]] == ["Ann Lee"]
    for form in set(FORMATS) - {"text", "md"}:
        exported(*known, "-f", form, "-o", f"out.{form}")
    assert "forecaster" in (folder / "out.csv").read_text(encoding="utf-8").splitlines()[0]
    whole(onrecord("stories", "--store", "news.db", *known, cwd=folder))
    digest = whole(onrecord("digest", "--store", "news.db", "--since", "2026-01-01", *known, cwd=folder))
    assert "Rents will fall in March" in digest


def test_a_store_is_read_without_the_kind_as_far_as_nothing_has_to_be_known_of_it(folder):
    with EndpointServer(replies) as server:
        asked = ("--kinds", "mine.py", "--kind", "prediction", "-m", "openai/x", "--store", "news.db")
        whole(run("batch", "feed.jsonl", *asked, cwd=folder, env={"OPENAI_BASE_URL": server.url}))
    exporting = ("export", "--store", "news.db", "--run", "1", "-f")
    [kept] = json.loads(whole(run(*exporting, "json", cwd=folder)))
    assert kept["records"][0]["forecaster"] == "Ann Lee"
    assert "prediction" in whole(run("runs", "--store", "news.db", cwd=folder))
    for form in ("csv", "html", "jsonld"):
        done = run(*exporting, form, cwd=folder)
        assert (done.returncode, "no kind is called 'prediction'" in done.stderr) == (2, True)
        assert "--kinds" in done.stderr


# --- gold and scores


GOLD = """\
article: rents
predictions:
  - text: Rents will fall in March.
    forecaster: Ann Lee
    horizon: in March | March
    confidence: high | medium
    evidence: [Ann Lee expects that rents will fall in March]
duties:
  - debtor: tenant | The tenant
    deed: pay the rent
    until: [the third day of each month]
    evidence: [The tenant shall pay the rent]
  - debtor: landlord
    deed: keep the roof dry
    binding: "False"
    evidence: [The landlord shall keep the roof dry]
"""


@pytest.fixture
def labelled(folder):
    for name in ("gold", "articles"):
        (folder / name).mkdir()
    (folder / "gold" / "rents.yaml").write_text(GOLD, encoding="utf-8")
    (folder / "rents.txt").rename(folder / "articles" / "rents.txt")
    return folder


def test_gold_of_own_kinds_is_checked_and_has_a_schema(labelled):
    checked = whole(onrecord("gold", "check", ".", "--kinds", "mine.py", cwd=labelled))
    assert checked.startswith("rents                    1 predictions, 2 duties; 0 facts, 0 entities\n")
    schema = json.loads(whole(onrecord("gold", "schema", "--kinds", "mine.py", cwd=labelled)))
    assert schema["properties"]["duties"]["items"]["required"] == ["debtor", "deed", "evidence"]
    done = run("gold", "check", ".", cwd=labelled)
    assert (done.returncode, "unknown field 'predictions'" in done.stderr) == (2, True)


def test_prompts_of_own_kinds_are_scored_compared_and_held_to_floors(labelled):
    asked = ("--kinds", "mine.py", "--kind", "prediction", "--kind", "duty", "-g", ".", "-m", "openai/x")
    with EndpointServer(replies) as server:
        first = (
            "-o",
            "one.json",
            "--record",
            "answers.jsonl",
            "--baseline",
            "floors.json",
            "--pin",
            "--html",
            "run.html",
        )
        shown = whole(onrecord("eval", *asked, *first, cwd=labelled, OPENAI_BASE_URL=server.url))
    assert "prediction.f1" in shown
    floors = json.loads((labelled / "floors.json").read_text(encoding="utf-8"))["bounds"]
    [(_, bounds)] = floors.items()
    assert bounds["duty.f1"] == 1
    assert bounds["prediction.f1"] == 0.666
    assert not [name for name in bounds if name.startswith(("event", "fact", "main", "entity"))]
    page = (labelled / "run.html").read_text(encoding="utf-8")
    assert "only-prediction" in page
    again = ("-o", "two.json", "--replay", "answers.jsonl", "--baseline", "floors.json")
    whole(onrecord("eval", *asked, *again, cwd=labelled))
    compared = whole(onrecord("compare", "one.json", "two.json", "--kinds", "mine.py", cwd=labelled))
    assert "duty.f1" in compared
    lost = (labelled / "floors.json").read_text(encoding="utf-8").replace("0.666", "0.9")
    (labelled / "floors.json").write_text(lost, encoding="utf-8")
    done = onrecord("eval", *asked, *again, cwd=labelled)
    assert (done.returncode, "prediction.f1: 0.667, floor 0.900" in done.stderr) == (1, True)
    shown = json.loads((labelled / "one.json").read_text(encoding="utf-8"))
    fields = shown["cells"][0]["scores"]
    assert (fields["duty.until"]["value"], fields["duty.binding"]["value"], fields["prediction.horizon"]["value"]) == (
        1,
        1,
        1,
    )


# --- from Python


def test_a_fake_model_fills_a_kind_that_was_registered(own_kinds, tmp_path):
    @register
    class Toast(Record):
        kind = "toast"
        plural = "toasts"
        text: Stated

    path = tmp_path / "toast.prompty"
    path.write_text(PROMPT.format(kind="toast"), encoding="utf-8")
    model = FakeModel([{"toasts": [{"sentences": [1], "text": "Bo Ray had lunch."}]}])
    summary = asyncio.run(extract(Article("Bo Ray had lunch.", language="en"), [load_prompt(path)], model))
    [grounded] = summary.records
    assert (type(grounded.record), grounded.support) == (Toast, "exact")
    assert set(model.requests[0].schema.model_json_schema()["properties"]) == {"toasts"}


def test_what_a_kind_shows_of_itself_is_its_own(own_kinds):
    class Omen(Record):
        kind = "omen"
        plural = "omens"
        label_fields = ("mood",)
        text: Stated
        mood: str = "good"

        def day(self, published, language):
            return published

    omen = Omen(sentences=[1], text="The Elan sinks.", mood="denied")
    assert (omen.is_denied, omen.headline_text(), omen.details()) == (True, "The Elan sinks.", ["mood"])
    grounded = Grounder(Article("The Elan sinks.", language="en")).ground(omen)
    assert grounded.values[0].finding.code == "label_differs"
    assert omen.day(date(2026, 1, 2), "en") == date(2026, 1, 2)


# --- what can't be a kind


def mine(*lines):
    return "".join(
        f"{line}\n"
        for line in ("from onrecord import Record, Stated", "from pydantic import Field", "class Mine(Record):", *lines)
    )


NAMES = "    kind, plural = 'mine', 'mines'"
TEXT_FIELD = "    text: Stated"
COMPUTED = ("    @classmethod", "    def computed(cls):", "        return \\")
WRONG = {
    "broken": ("x = (", "can't be used as a file of kinds: SyntaxError"),
    "import": ("import nowhere_at_all", "line 1: ModuleNotFoundError: No module named 'nowhere_at_all'"),
    "exit": ("raise SystemExit(3)", "line 1: SystemExit: 3"),
    "nothing": ("from onrecord import Event", "no kind is in it"),
    "taken": (mine("    kind, plural = 'event', 'mines'", TEXT_FIELD), "two kinds are called 'event': one of onrecord"),
    "plural": (mine("    kind, plural = 'mine', 'events'", TEXT_FIELD), "share the name 'events'"),
    "alike": (mine("    kind, plural = 'mine', 'mine'", TEXT_FIELD), "its `kind` and its `plural` are both 'mine'"),
    "word": (mine("    kind, plural = 'fact', 'mines'", TEXT_FIELD), "its class variable `kind` is 'fact'"),
    "half": (mine("    kind = 'mine'", TEXT_FIELD), "its class variable `plural` should be a word"),
    "no rule": (mine(NAMES, "    text: str"), "none of its fields has a match rule"),
    "day": (mine(NAMES, TEXT_FIELD, "    day: Stated"), "its field `day` has a name that every record has"),
    "headline": (mine(NAMES, TEXT_FIELD, "    headline: Stated"), "its field `headline` has a name that"),
    "type": (mine(NAMES, TEXT_FIELD, "    at: dict"), "its field `at` should be a text"),
    "alias": (mine(NAMES, "    text: Stated = Field(alias='the-text')"), "its field `text` has an alias"),
    "time": (mine(NAMES, TEXT_FIELD, "    at: int = 0", "    time_fields = ('at',)"), "'at', which should be a text"),
    "computed": (mine(NAMES, TEXT_FIELD, *COMPUTED, "1 / 0"), "its `computed` raises ZeroDivisionError"),
    "schemas": (mine(NAMES, TEXT_FIELD, *COMPUTED, "{'n': 3}"), "its `computed` should give the JSON schema"),
    "fields": (mine(NAMES, "    place_fields = ('at',)", TEXT_FIELD), "`place_fields` names 'at', which is none of"),
}


@pytest.mark.parametrize(("written", "told"), WRONG.values(), ids=WRONG)
def test_a_file_that_has_no_usable_kind_is_told_by_its_name_and_why(tmp_path, own_kinds, written, told):
    (tmp_path / "mine.py").write_text(written)
    done = onrecord("kinds", "--kinds", "mine.py", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "mine.py" in done.stderr
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_code_of_a_kind_that_raises_is_told_by_its_line_and_is_no_defect_of_onrecord(summarized, folder):
    lines = (folder / "mine.py").read_text(encoding="utf-8").replace("len(self.text)", "1 // 0")
    (folder / "mine.py").write_text(lines, encoding="utf-8")
    done = summarized("-f", "json")
    assert done.returncode == 1
    number = next(number for number, line in enumerate(lines.splitlines(), start=1) if "1 // 0" in line)
    assert f"mine.py, line {number}, in compute: ZeroDivisionError" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_number_that_json_does_not_have_is_no_value_of_a_field(own_kinds):
    class Odds(Record):
        kind = "odds"
        plural = "many_odds"
        text: Stated
        share: float

    with pytest.raises(ValueError, match="finite number"):
        Odds(sentences=[1], text="The Elan sinks.", share=float("nan"))


def test_a_file_of_the_environment_is_told_alike_and_nothing_goes_on_without_it(tmp_path):
    (tmp_path / "feed.jsonl").write_text('{"id": "a", "text": "Bo Ray had lunch."}\n')
    asked = ("summarize", "feed.jsonl", "--kind", "claim", "-m", "openai/x")
    done = run(*asked, cwd=tmp_path, env={"ONRECORD_KINDS": "none.py"})
    assert (done.returncode, done.stderr) == (2, "onrecord: none.py: there is no such file of kinds\n")


def test_kinds_may_be_in_several_files_of_the_environment(folder):
    (folder / "more.py").write_text(
        "from onrecord import Record, Stated\n\n\nclass Toast(Record):\n    kind = 'toast'\n    plural = 'toasts'\n"
        "    text: Stated\n"
    )
    done = run("kinds", "-f", "json", cwd=folder, env={"ONRECORD_KINDS": "mine.py:more.py"})
    told = json.loads(whole(done))["kinds"]
    assert [each["kind"] for each in told] == ["event", "statement", "claim", "prediction", "duty", "toast"]
    assert [each["origin"] for each in told][3:] == ["mine.py", "mine.py", "more.py"]


def test_own_kinds_change_nothing_of_what_is_done_with_news(folder):
    def claims(_):
        return answer(answer_text({"claims": [{"sentences": [4], "text": "Bo Ray had lunch."}]}))

    with EndpointServer(claims) as server:
        asked = ("summarize", "feed.jsonl", "-m", "openai/x", "-f", "json")
        plain, with_own = (
            json.loads(whole(onrecord(*asked, *own, cwd=folder, OPENAI_BASE_URL=server.url)))
            for own in ((), ("--kinds", "mine.py"))
        )
    for [summary] in (plain, with_own):
        del summary["seconds"]
    assert plain == with_own
    assert [each["name"] for each in plain[0]["prompts"]] == ["records"]


def test_a_kind_without_a_prompt_says_so(folder):
    (folder / "prompts" / "duty.prompty").unlink()
    done = onrecord("summarize", "rents.txt", "--kinds", "mine.py", "--kind", "duty", "-m", "openai/x", cwd=folder)
    assert done.returncode == 2
    assert "no prompt" in done.stderr
    assert "duty.prompty" in done.stderr


def test_registering_what_is_no_kind_is_refused(own_kinds):
    with pytest.raises(UsageError, match="it should be a subclass of onrecord"):
        register(dict)


def test_two_packages_bring_kinds_at_once_and_a_broken_one_is_told_by_its_name(tmp_path):
    for package, kind in (("omens", "omen"), ("toasts", "toast")):
        installed(
            tmp_path,
            package,
            "onrecord.kinds",
            {kind: f"{package}:Mine"},
            mine(f"    kind, plural = '{kind}', '{kind}s'", TEXT_FIELD),
        )
    installed(
        tmp_path,
        "copied",
        "onrecord.kinds",
        {"event": "copied:Mine"},
        mine("    kind, plural = 'event', 'events'", TEXT_FIELD),
    )
    installed(tmp_path, "broken", "onrecord.kinds", {"ruin": "broken:Mine"}, "import nowhere_at_all")
    done = run("kinds", "-f", "json", cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)})
    told = json.loads(whole(done))
    assert [(each["kind"], each["origin"]) for each in told["kinds"]][3:] == [
        ("omen", "omens 1.0"),
        ("toast", "toasts 1.0"),
    ]
    assert "No module named 'nowhere_at_all'" in told["faults"]["ruin"]
    assert "two kinds are called 'event': one of onrecord, one of copied 1.0" in told["faults"]["event"]
    assert "the kind 'ruin' of the package broken 1.0 (broken:Mine) can't be used" in done.stderr
    assert "left out: the kind 'ruin'" in whole(run("kinds", cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}))
    asked = ("summarize", "x.txt", "--kind", "ruin", "-m", "openai/x")
    (tmp_path / "x.txt").write_text("Bo Ray had lunch.")
    done = run(*asked, cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)})
    assert (done.returncode, "nowhere_at_all" in done.stderr) == (2, True)


def test_a_prompt_goes_to_another_process_with_the_kind_of_that(folder):
    register_file(folder / "mine.py")
    packed = pickle.dumps(load_prompt(folder / "prompts" / "duty.prompty"))
    script = "import pickle, sys; print(pickle.load(sys.stdin.buffer).kinds[0].plural)"
    env = {**environment(), "ONRECORD_KINDS": str(folder / "mine.py")}
    done = subprocess.run([sys.executable, "-c", script], input=packed, capture_output=True, env=env, check=False)
    assert (done.stdout, done.stderr) == (b"duties\n", b"")


# --- begun by the command


def test_a_kind_is_begun_with_every_sort_of_field_and_passes_the_checks(tmp_path, own_kinds):
    fields = "text:stated, who:named*, where:worded? words:quoted? mood:glad|sad"
    said = whole(onrecord("kinds", "new", "omen", "--fields", fields, "-o", "omens", cwd=tmp_path))
    assert "onrecord gold check omens --kinds omens/omen.py" in said
    known = ("--kinds", "omens/omen.py")
    listed = whole(onrecord("prompts", "check", "omens/prompts", *known, cwd=tmp_path))
    assert listed.split()[:2] == ["omen", "omen"]
    checked = whole(onrecord("gold", "check", "omens", *known, cwd=tmp_path))
    assert checked.startswith("omen-example")
    *_, kind = json.loads(whole(onrecord("kinds", "-f", "json", *known, cwd=tmp_path)))["kinds"]
    assert kind["fields"] == {"text": "stated", "who": "named", "where": "worded", "words": "quoted", "mood": None}


def test_a_label_as_the_begun_gold_file_shows_it_is_right(tmp_path, own_kinds):
    whole(onrecord("kinds", "new", "omen", cwd=tmp_path))
    gold = tmp_path / "gold" / "omen-example.yaml"
    _, _, shown = gold.read_text(encoding="utf-8").partition("#\n")
    lines = [line.removeprefix("# ") for line in shown.splitlines() if line.startswith("# ")]
    gold.write_text("article: omen-example\n" + "\n".join(lines) + "\n", encoding="utf-8")
    assert "1 omens" in whole(onrecord("gold", "check", ".", "--kinds", "omen.py", cwd=tmp_path))


def test_what_is_there_is_never_overwritten_and_nothing_else_is_written(tmp_path, own_kinds):
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "omen-example.yaml").write_text("mine", encoding="utf-8")
    done = onrecord("kinds", "new", "omen", cwd=tmp_path)
    assert (done.returncode, "omen-example.yaml: is there already" in done.stderr) == (2, True)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["omen-example.yaml"]
    assert (tmp_path / "gold" / "omen-example.yaml").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["omen", "--fields", "text:spoken"], "'text:spoken' is no field"),
        (["omen", "--fields", "mood:glad|sad"], "no field is named, worded, quoted or stated"),
        (["Omen!"], "'Omen!' can't be the name of a kind"),
        (
            ["omen", "--fields", "level:stated"],
            "its field `level` has a name that every record has something else under",
        ),
        (["omen", "--fields", "text:stated kind:named"], "a field can't be called 'kind'"),
        (["omen", "--fields", "text:stated from:named"], "a field can't be called 'from'"),
        (["omen", "--fields", "text:stated text:named"], "'text' is there twice"),
        (["event"], "two kinds are called 'event'"),
        (["omen", "--plural", "claims"], "share the name 'claims'"),
    ],
)
def test_a_kind_that_can_be_none_is_refused_and_leaves_no_file(tmp_path, own_kinds, arguments, told):
    done = onrecord("kinds", "new", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def commands(command, name=""):
    """Every command with its name; those of groups, too, and groups that do something by themselves."""
    inner = getattr(command, "commands", {})
    if not inner or command.invoke_without_command:
        yield name, command
    for each, under in inner.items():
        yield from commands(under, f"{name} {each}".strip())


def test_every_command_that_has_to_do_with_records_knows_the_option():
    known = {
        name: "--kinds" in {opt for each in command.params for opt in each.opts}
        for name, command in commands(get_command(app))
    }
    assert {"summarize", "export", "gold check", "kinds", "kinds new", "eval"} <= {
        name for name in known if known[name]
    }
    assert {name.partition(" ")[0] for name in known if not known[name]} == {"models"}


def test_importing_everything_looks_at_no_kind_since_that_would_come_too_early():
    script = """
import importlib, pkgutil, onrecord
for each in pkgutil.walk_packages(onrecord.__path__, "onrecord."):
    if "migrations" not in each.name:
        importlib.import_module(each.name)
print(onrecord.KINDS._is_loaded)
"""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script], capture_output=True, encoding="utf-8", check=False
    )
    assert (done.stdout, done.stderr) == ("False\n", "")
