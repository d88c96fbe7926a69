"""Labels as the labelling page reads and saves them, without a browser: what is in the file after an edit."""

import shutil
import stat
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from labelled import EVALS, TEXT

from onrecord.errors import OnrecordError, UsageError
from onrecord.evals import load_gold
from onrecord.extraction import Summary
from onrecord.grounding import Grounder
from onrecord.kinds import KINDS, Claim
from onrecord.web import Edit, LabelFolder
from onrecord.web._drafts import drafts_of
from onrecord.web._labels import ConflictError, FaultsError

GOLD = """\
# labelled by hand
article: page
title: A bridge opens  # from the print edition

# what happens
events:
  # the bridge itself
  - what: Ana Ruiz opens the harbour bridge.  # the news
    who: [Ana Ruiz | Ruiz]
    evidence:
      - opened the harbour bridge on Monday  # the first sentence
      - It is done
    note: >-
      the mayor,
      not the builder

  # the ribbon
  - what: Ana Ruiz cuts a red ribbon.
    evidence: [She cut a red ribbon]
  - {what: Police count visitors., evidence: ["Police counted 1,200 visitors"]}

# who says what
statements:
  - cue: said
    content: 'It is done'
    evidence: [“It is done]
facts:
  - {events: [1], main: 1}
  - {events: [2, 3], statements: [1]}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "gold").mkdir()
    (tmp_path / "articles/page.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "gold/page.yaml").write_text(GOLD, encoding="utf-8")
    return LabelFolder(tmp_path)


def entries(folder, kind="event"):
    return folder.labels("page").entries(KINDS[kind])


def changed(folder, number=1, kind="event", **fields):
    """Save a record with these fields other than they are; None takes a field away."""
    base = entries(folder, kind)[number - 1]
    entry = {name: value for name, value in {**base, **fields}.items() if value is not None}
    return folder.save("page", Edit(kind=kind, number=number, base=base, entry=entry))


def removed(folder, number, kind="event"):
    return folder.save("page", Edit(kind=kind, number=number, base=entries(folder, kind)[number - 1]))


def added(folder, kind="event", number=None, **fields):
    return folder.save("page", Edit(kind=kind, number=number, entry=fields))


def text(folder):
    return folder.file("page").read_text(encoding="utf-8")


def test_only_the_changed_value_is_another_and_every_comment_stays(folder):
    changed(folder, 1, what="Ana Ruiz opens the bridge.")
    assert text(folder) == GOLD.replace("opens the harbour bridge.", "opens the bridge.", 1)


def test_a_new_field_comes_where_the_class_has_it_and_before_the_comment_that_follows(folder):
    changed(folder, 2, who=["Ana Ruiz"], optional=True)
    ribbon = "  - what: Ana Ruiz cuts a red ribbon.\n    evidence: [She cut a red ribbon]\n"
    new = ribbon.replace("    evidence", "    who: [Ana Ruiz]\n    evidence") + "    optional: true\n"
    assert text(folder) == GOLD.replace(ribbon, new)


def test_a_field_taken_away_takes_its_line_alone(folder):
    changed(folder, 1, who=None)
    assert text(folder) == GOLD.replace("    who: [Ana Ruiz | Ruiz]\n", "")


def test_a_record_in_one_line_stays_in_one_line(folder):
    changed(folder, 3, when="Monday, it is said: yes")
    assert '  - {what: Police count visitors., when: "Monday, it is said: yes"' in text(folder).replace("'", '"')


def test_a_removed_record_leaves_the_comments_and_takes_its_number_out_of_the_facts(folder):
    removed(folder, 2)
    assert text(folder) == GOLD.replace(
        "  - what: Ana Ruiz cuts a red ribbon.\n    evidence: [She cut a red ribbon]\n", ""
    ).replace("events: [2, 3], ", "events: [2], ")
    assert len(load_gold(folder.folder)[0].facts) == 2


def test_a_fact_without_records_goes_and_a_new_record_gets_one_of_its_own(folder):
    removed(folder, 1)
    assert "facts:\n  - {events: [1, 2], statements: [1]}\n" in text(folder)
    added(folder, what="Owen Tresk speaks.", evidence=["Owen Tresk said the bridge"], facts=[])
    assert text(folder).endswith("facts:\n  - {events: [1, 2], statements: [1]}\n  - {events: [3]}\n")
    load_gold(folder.folder)


def test_a_record_moves_to_another_fact(folder):
    changed(folder, 3, facts=[1])
    assert [fact.records for fact in load_gold(folder.folder)[0].facts] == [(0, 2), (1, 3)]


def test_a_record_is_put_back_where_it_was(folder):
    before = entries(folder)[1]
    removed(folder, 2)
    added(folder, number=2, **before)
    assert [entry["what"] for entry in entries(folder)] == [each["what"] for each in yaml.safe_load(GOLD)["events"]]


def test_the_last_record_of_a_kind_goes_and_another_comes(folder):
    removed(folder, 1, "statement")
    assert "# who says what\nstatements: []\n" in text(folder)
    added(folder, "statement", cue="said", content="It is done", evidence=["It is done"])
    assert "# who says what\nstatements:\n  - cue: said\n" in text(folder)
    load_gold(folder.folder)


def test_a_kind_that_the_file_lacks_comes_after_those_before_it(folder):
    added(folder, "claim", text="There were 1,200 visitors.", evidence=["Police counted 1,200 visitors"], facts=[2])
    assert text(folder).index("\nclaims:\n") < text(folder).index("\nfacts:\n")
    load_gold(folder.folder)


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"evidence": []}, "evidence", "is empty; copy a snippet"),
        ({"evidence": ["Ruiz"]}, "evidence", "'Ruiz' occurs 2 times"),
        ({"evidence": ["no such words"]}, "evidence", "is not in the article's text"),
        ({"what": ""}, "what", "empty alternative"),
        ({"what": None}, "what", "Field required"),
        ({"status": "finished"}, "status", "Input should be"),
        ({"where": "here | "}, "where", "empty alternative"),
        ({"who": "Ana Ruiz"}, "who", "should be a list"),
        ({"whose": "hers"}, "", "unknown field 'whose'"),
    ],
)
def test_what_gold_check_would_refuse_is_refused_at_its_field_and_nothing_is_written(folder, fields, field, said):
    with pytest.raises(FaultsError) as refused:
        changed(folder, 1, **fields)
    assert said in refused.value.faults[field]
    assert text(folder) == GOLD


def test_a_record_that_another_has_changed_meanwhile_is_a_conflict_and_what_the_file_has_is_told(folder):
    base = entries(folder)[0]
    changed(folder, 1, what="Somebody else opens it.")
    with pytest.raises(ConflictError) as conflict:
        folder.save("page", Edit(kind="event", number=1, base=base, entry={**base, "what": "I open it."}))
    assert conflict.value.now["what"] == "Somebody else opens it."
    with pytest.raises(ConflictError):
        folder.save("page", Edit(kind="event", number=1, base=base))
    assert "Somebody else opens it." in text(folder)


def test_a_record_that_has_another_number_by_now_is_found(folder):
    base = entries(folder)[2]
    removed(folder, 1)
    folder.save("page", Edit(kind="event", number=3, base=base | {"facts": [1]}, entry=base | {"when": "Monday"}))
    assert entries(folder)[1]["when"] == "Monday"


def test_an_edit_that_is_sent_again_is_done_once(folder):
    new = {"what": "Owen Tresk speaks.", "evidence": ["Owen Tresk said the bridge"], "facts": [1]}
    added(folder, **new)
    after = text(folder)
    added(folder, **new)
    base = entries(folder)[1]
    changed(folder, 2, when="Monday")
    folder.save("page", Edit(kind="event", number=2, base=base, entry=base | {"when": "Monday"}))
    assert len(entries(folder)) == 4
    assert text(folder).replace("    when: Monday\n", "", 1) == after


def test_a_draft_may_be_unfinished_and_is_no_gold_until_somebody_accepts_it(folder):
    added(folder, what="Police count.", evidence=["nowhere"], draft=True)
    with pytest.raises(UsageError, match="event 4: is a model's draft, which nobody has accepted"):
        load_gold(folder.folder)
    with pytest.raises(FaultsError):
        changed(folder, 4, draft=None)
    changed(folder, 4, draft=None, evidence=["Police counted"], facts=[2])
    assert load_gold(folder.folder)[0].of_kind("event")[3].fields["what"] == ("Police count.",)


def test_an_article_without_a_file_gets_one_that_gold_check_passes(folder):
    folder.file("page").unlink()
    added(folder, what="Ana Ruiz opens it.", status="happened", evidence=["opened the harbour bridge on Monday"])
    assert text(folder).startswith("article: page\nlanguage: en\n\nevents:\n  - what: Ana Ruiz opens it.\n")
    assert len(load_gold(folder.folder)[0].records) == 1


def test_a_labellers_own_file_begins_with_what_is_known_of_the_article_and_is_no_gold(folder):
    ana = LabelFolder(folder.folder, "ana")
    assert entries(ana) == []
    added(ana, what="Ana Ruiz opens it.", evidence=["opened the harbour bridge on Monday"])
    own = (folder.folder / "gold/ana/page.yaml").read_text(encoding="utf-8")
    assert "title: A bridge opens\n" in own
    assert text(folder) == GOLD
    assert len(load_gold(folder.folder)) == 1


def test_a_file_is_found_by_the_article_that_it_names(folder):
    folder.file("page").rename(folder.folder / "gold/other.yaml")
    changed(folder, 2, when="Monday")
    assert sorted(path.name for path in (folder.folder / "gold").iterdir()) == ["other.yaml"]


def test_a_save_that_fails_leaves_the_file_whole_and_nothing_beside_it(folder, monkeypatch):
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OSError, match="No space"):
        changed(folder, 1, what="Another.")
    assert text(folder) == GOLD
    assert [path.name for path in (folder.folder / "gold").iterdir()] == ["page.yaml"]


def test_a_file_keeps_its_permissions(folder):
    folder.file("page").chmod(0o640)
    changed(folder, 1, what="Another.")
    assert stat.S_IMODE(folder.file("page").stat().st_mode) == 0o640


def test_what_cannot_be_changed_in_place_is_refused_and_left_as_it_is(folder):
    aliased = GOLD.replace("[She cut a red ribbon]", "&same [She cut a red ribbon]").replace(
        "  - {what: Police count visitors., evidence", "  - what: Police count visitors.\n    evidence: *same\nx: {y"
    )
    folder.file("page").write_text(aliased.replace('x: {y: ["Police counted 1,200 visitors"]}\n', ""), encoding="utf-8")
    before = text(folder)
    with pytest.raises(OnrecordError):
        removed(folder, 2)
    assert text(folder) == before


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.one_of(
    WORDS, st.sampled_from(["yes", "12:30", "null", "~", "- a", "# no", "a: b", "'", '"', "[x", "2025-01-01"])
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(note=VALUES, what=VALUES, who=st.lists(VALUES, max_size=3), number=st.integers(1, 3))
def test_any_text_comes_back_as_it_was_saved(folder, note, what, who, number):
    folder.file("page").write_text(GOLD, encoding="utf-8")
    changed(folder, number, draft=True, note=note, what=what, who=who)
    entry = entries(folder)[number - 1]
    assert (entry.get("note", ""), entry["what"], entry.get("who", [])) == (note, what, who)
    others = [each for place, each in enumerate(entries(folder), start=1) if place != number]
    assert [each["what"] for each in others] == [
        each["what"] for place, each in enumerate(yaml.safe_load(GOLD)["events"], start=1) if place != number
    ]


def test_the_repositorys_gold_stays_gold_through_an_edit_of_every_record(tmp_path):
    name = "ferry-strike"
    for file in (f"articles/{name}.txt", f"gold/{name}.yaml"):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        shutil.copy(EVALS / file, tmp_path / file)
    folder, before = LabelFolder(tmp_path), load_gold(tmp_path)[0]
    for kind in KINDS.values():
        for number, entry in enumerate(folder.labels(name).entries(kind), start=1):
            folder.save(name, Edit(kind=kind.kind, number=number, base=entry, entry={**entry, "note": "seen"}))
    after = load_gold(tmp_path)[0]
    assert {record.note for record in after.records} == {"seen"}
    assert [record.fields for record in after.records] == [record.fields for record in before.records]
    assert (after.facts, after.entities) == (before.facts, before.entities)


def test_drafts_come_shuffled_the_same_each_time_and_say_nothing_of_their_support(folder):
    article = folder.labels("page").article
    grounder = Grounder(article)
    claims = [Claim(text=f"Claim {number} of {article.id}.", sentences=[1 + number % 5]) for number in range(8)]
    summary = Summary(article, "fake", (), "ok", tuple(map(grounder.ground, claims)))
    once, again = (list(drafts_of(summary)[Claim]) for _ in range(2))
    assert once == again
    assert [each["text"] for each in once] != [each.text for each in claims]
    assert {frozenset(each) for each in once} == {frozenset({"text", "certainty", "evidence", "draft"})}


def test_drafts_are_left_alone_where_there_are_records(folder):
    before = text(folder)
    folder.add_drafts("page", {Claim: [{"text": "A.", "evidence": ["Police counted"], "draft": True}]})
    assert text(folder) == before
