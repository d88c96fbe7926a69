"""Gold files: what is read from them, and what is refused."""

from datetime import date
from pathlib import Path

import pytest

from onrecord.errors import UsageError
from onrecord.evals import GoldEntity, GoldFact, gold_hash, load_gold
from onrecord.kinds import Event, Statement

REPOSITORY = Path(__file__).parent.parent
TEXT = "The mayor, Ana Ruiz, opened the bridge on Monday. Police counted 1,200 visitors. “It is done,” Ruiz said."
HEAD = "article: bridge\ntitle: Bridge opens\npublished: 2025-03-04\nlanguage: en\n"
FACTS = """
  - what: Police count visitors.
    evidence: [counted 1]
statements:
  - {speakers: [Ruiz], cue: said, content: It is done, evidence: [Ruiz said]}
claims:
  - {text: Ana Ruiz opened the bridge., evidence: [opened the bridge]}
facts:
  - {claims: [1], events: [1], statements: [1], main: 1}
  - {events: [2], statements: [1]}
"""
ENTITIES = "entities:\n  - {name: Ana Ruiz, forms: [Ruiz, 'The mayor, Ana Ruiz']}\n"
EVENT = "events:\n  - what: Ana Ruiz opens the bridge.\n    evidence: [opened the bridge on Monday]\n"


@pytest.fixture
def gold(tmp_path):
    """Writes a gold file beside its article and loads the folder."""
    (tmp_path / "gold").mkdir()
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "bridge.txt").write_text(TEXT, encoding="utf-8")

    def load(content):
        (tmp_path / "gold" / "bridge.yaml").write_text(content, encoding="utf-8")
        return load_gold(tmp_path)

    return load


def test_every_gold_file_of_the_repository_loads():
    articles = load_gold(REPOSITORY / "evals")
    assert [each.article.id for each in articles] == sorted(
        path.stem for path in (REPOSITORY / "evals/gold").glob("*.yaml")
    )
    assert all(each.of_kind(kind) for each in articles for kind in ("event", "statement", "claim"))
    assert {each.article.language for each in articles} == {"en", "de", "fr"}
    assert all(sorted(fact.main for fact in each.facts if fact.main) == [1, 2, 3] for each in articles)
    assert all(each.entities for each in articles)


def test_evidence_becomes_spans_and_the_numbers_of_the_sentences_it_touches(gold):
    [article] = gold(HEAD + "events:\n  - what: A bridge opens.\n    evidence: ['on Monday. Police counted']\n")
    [record] = article.records
    [span] = record.evidence
    assert article.article.text[span.start : span.end] == "on Monday. Police counted"
    assert record.sentences == (1, 2)


def test_the_head_is_the_article_s(gold):
    [article] = gold(HEAD + EVENT)
    assert (article.article.title, article.article.published) == ("Bridge opens", date(2025, 3, 4))


def test_alternatives_and_members_are_told_apart(gold):
    [article] = gold(
        HEAD
        + EVENT
        + "    who: [Ana Ruiz | Ruiz, Police]\n    when: Monday | on Monday\n    status: happened | planned\n"
    )
    [record] = article.records
    assert record.fields["who"] == (("Ana Ruiz", "Ruiz"), ("Police",))
    assert record.fields["when"] == ("Monday", "on Monday")
    assert record.alternatives == 2


def test_a_record_has_one_alternative_of_each_value(gold):
    [article] = gold(
        HEAD
        + EVENT
        + "    who: [Ana Ruiz | Ruiz, Police]\n    when: Monday | on Monday\n    status: happened | planned\n"
    )
    first, second = (article.records[0].record(i) for i in range(2))
    assert first == Event(
        what="Ana Ruiz opens the bridge.", who=["Ana Ruiz", "Police"], when="Monday", status="happened", sentences=[1]
    )
    assert (second.who, second.when, second.status) == (["Ruiz", "Police"], "on Monday", "planned")


def test_null_is_an_alternative(gold):
    statement = (
        "statements:\n  - speakers: [Ruiz]\n    role: null | The mayor\n    cue: said\n    content: It is done\n"
    )
    [article] = gold(HEAD + statement + "    evidence: [Ruiz said]\n")
    records = [article.records[0].record(i) for i in range(2)]
    assert isinstance(records[0], Statement)
    assert [each.role for each in records] == [None, "The mayor"]


def test_optional_and_note_are_kept(gold):
    [article] = gold(HEAD + EVENT + "    optional: true\n    note: borderline\n")
    assert (article.records[0].optional, article.records[0].note) == (True, "borderline")


def test_facts_refer_to_records_by_their_positions_and_entities_have_their_forms(gold):
    [article] = gold(HEAD + EVENT + FACTS + ENTITIES)
    assert [record.kind for record in article.records] == ["event", "event", "statement", "claim"]
    assert article.facts == (GoldFact((0, 2, 3), main=1), GoldFact((1, 2)))
    assert article.entities == (GoldEntity("Ana Ruiz", ("Ruiz", "The mayor, Ana Ruiz")),)


def test_a_file_needs_neither_facts_nor_entities(gold):
    [article] = gold(HEAD + EVENT + "facts:\nentities: []\n")
    assert (article.facts, article.entities) == ((), ())


def test_records_facts_and_entities_all_change_scores_and_so_the_hash(gold):
    without = FACTS.partition("facts:")[0]
    labels = [without, FACTS, FACTS + ENTITIES, without.replace("Police count", "Some count"), without + "# note\n"]
    hashes = [gold_hash(gold(HEAD + EVENT + each)) for each in labels]
    assert len(set(hashes)) == 4
    assert hashes[-1] == hashes[0]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(
            HEAD + EVENT + "    whoo: [Ruiz]\n", "event 1: unknown field 'whoo'; known: what, who", id="unknown field"
        ),
        pytest.param(HEAD + "subtitle: x\n" + EVENT, "unknown field 'subtitle'", id="unknown head"),
        pytest.param(
            HEAD + EVENT + "omens: []\n",
            "unknown field 'omens'; known: article, .*, events, .* own, name the file of its class with --kinds",
            id="a kind that isn't known",
        ),
        pytest.param(
            HEAD + EVENT + "    status: finished\n", "event 1: status: .*'happened'.*finished", id="unknown status"
        ),
        pytest.param(
            HEAD + EVENT + "    status: happened | over\n", "event 1: status: .*over", id="unknown alternative"
        ),
        pytest.param(
            HEAD + EVENT.replace("opened", "opens"),
            "event 1: evidence .*not in the article's text; copy",
            id="not there",
        ),
        pytest.param(
            HEAD + EVENT.replace("opened the bridge on Monday", "Ruiz"),
            "'Ruiz' occurs 2 times in the article's text; make it longer",
            id="twice",
        ),
        pytest.param(
            HEAD + EVENT.replace("opened the bridge on Monday", "Police counted 1,200 visitors"),
            "unquoted comma cut 'Police counted 1,200 visitors' in two; put it in double quotes",
            id="cut snippet",
        ),
        pytest.param(HEAD + EVENT + "    whom: [1,200 visitors]\n", "whom: YAML reads 1 as int", id="cut member"),
        pytest.param(
            HEAD + EVENT + "    whom: [counted 1,200 visitors]\n", "whom: an unquoted comma cut", id="cut words"
        ),
        pytest.param(
            HEAD + EVENT + "    when: 2020\n", "when: YAML reads 2020 as int; put it in double quotes", id="bare year"
        ),
        pytest.param(HEAD + EVENT + "    who: Ruiz\n", "who: holds 'Ruiz'; it should be a list", id="no list"),
        pytest.param(HEAD + EVENT + "    when: 'Monday | '\n", "empty alternative", id="empty alternative"),
        pytest.param(HEAD + "events:\n  - what: X happens.\n", "event 1: evidence: Field required", id="no evidence"),
        pytest.param(
            HEAD + "events:\n  - what: X happens.\n    evidence: []\n", "evidence is empty", id="empty evidence"
        ),
        pytest.param(
            HEAD + "events:\n  - evidence: [opened the bridge]\n", "event 1: what: Field required", id="no what"
        ),
        pytest.param(HEAD + "events: none\n", "events: holds str; it should be a list", id="no records"),
        pytest.param(HEAD + "events: [none]\n", "event 1: holds str; it should map fields", id="no mapping"),
        pytest.param(EVENT, "article: Field required", id="no article"),
        pytest.param(
            HEAD.replace("bridge\n", "brigde\n") + EVENT, "can't be read from .*brigde.txt", id="no such article"
        ),
        pytest.param("- a\n", "holds list; it should map", id="not a mapping"),
        pytest.param("a: [", "not YAML", id="not yaml"),
        pytest.param(HEAD + EVENT + EVENT, "key 'events' occurs twice", id="list twice"),
        pytest.param(HEAD + EVENT + "    what: X happens.\n", "key 'what' occurs twice", id="field twice"),
        pytest.param(HEAD + EVENT + "    on: x\n    whoo: x\n", "unknown field", id="unknown fields, one no text"),
        pytest.param(
            HEAD + EVENT + FACTS.replace("events: [2]", "events: [3]"),
            "fact 2: events: there is no event 3; the file's events are 1 to 2",
            id="no such record",
        ),
        pytest.param(
            HEAD + EVENT + FACTS.replace("events: [2]", "events: [0]"),
            "fact 2: events: there is no event 0",
            id="number 0",
        ),
        pytest.param(
            HEAD + EVENT + FACTS.replace("events: [2]", "events: [2, 2]"),
            "fact 2: has the number of one record twice; remove",
            id="number twice",
        ),
        pytest.param(
            HEAD + EVENT + FACTS.replace("events: [2], s", "s"),
            "event 2: stands in no fact; add its number",
            id="no fact",
        ),
        pytest.param(
            HEAD + EVENT + FACTS.replace("events: [2]", "events: [1, 2]"),
            "event 1: stands in the facts 1 and 2; leave its number in one",
            id="two facts",
        ),
        pytest.param(
            HEAD + EVENT + FACTS.replace("events: [2], statements: [1]", "main: 2"),
            "fact 2: has no record; list the numbers",
            id="empty fact",
        ),
        pytest.param(
            HEAD + EVENT + FACTS.replace("events: [2]", "events: [2], main: 1"),
            "fact 2: main: 1 is that of fact 1 already; give",
            id="main twice",
        ),
        pytest.param(
            HEAD + EVENT + FACTS.replace("main: 1", "main: 4"),
            "fact 1: main: Input should be 1, 2 or 3, got 4",
            id="main 4",
        ),
        pytest.param(
            HEAD + EVENT + FACTS.replace("events: [2]", "event: [2]"),
            "fact 2: unknown field 'event'; known: main, events, statements, claims",
            id="unknown key of a fact",
        ),
        pytest.param(
            HEAD + EVENT + FACTS.replace("events: [2]", "events: 2"),
            "fact 2: events: Input should be a valid list, got 2",
            id="no list of numbers",
        ),
        pytest.param(
            HEAD + EVENT + FACTS.replace("- {events: [2], statements: [1]}", "- 2"),
            "fact 2: holds int; it should map",
            id="no fact at all",
        ),
        pytest.param(
            HEAD + EVENT + ENTITIES.replace("name: Ana Ruiz, ", ""), "entity 1: name: Field required", id="no name"
        ),
        pytest.param(
            HEAD + EVENT + ENTITIES.replace("[Ruiz,", "[Ruis,"),
            "entity 1: forms: 'Ruis' is not in the article's text; copy it",
            id="form not there",
        ),
        pytest.param(
            HEAD + EVENT + ENTITIES.replace("[Ruiz, 'The mayor, Ana Ruiz']", "[]"),
            "entity 1: forms: List should have at least 1 item",
            id="no form",
        ),
        pytest.param(
            HEAD + EVENT + ENTITIES.replace("[Ruiz,", "[1,"),
            "entity 1: forms.0: Input should be a valid string, got 1",
            id="form no text",
        ),
        pytest.param(
            HEAD + EVENT + ENTITIES.replace("[Ruiz,", "[Ana Ruiz,"),
            "entity 1: 'Ana Ruiz' stands for entity 1 already; list a wording once",
            id="form is the name",
        ),
        pytest.param(
            HEAD + EVENT + ENTITIES.replace("name: Ana", "kind: person, name: Ana"),
            "entity 1: unknown field 'kind'; known: name, forms",
            id="unknown key of an entity",
        ),
        pytest.param(
            HEAD + EVENT + ENTITIES + "  - {name: Luz Ruiz, forms: [Ruiz]}\n",
            "entity 2: 'Ruiz' stands for entity 1 already; .* one that two entities share nowhere",
            id="shared form",
        ),
        pytest.param(HEAD + EVENT + "entities: none\n", "entities: holds str; it should be a list", id="no entities"),
    ],
)
def test_what_is_wrong_is_named_with_its_remedy(gold, content, message):
    with pytest.raises(UsageError, match=message) as error:
        gold(content)
    assert "bridge.yaml" in str(error.value)


def test_an_article_with_two_files_is_named(gold, tmp_path):
    gold(HEAD + EVENT)
    (tmp_path / "gold" / "more.yaml").write_text(HEAD + EVENT)
    with pytest.raises(UsageError, match=r"more\.yaml: article 'bridge' is labelled in another file too; put all its"):
        load_gold(tmp_path)


def test_an_article_that_is_not_utf_8_is_named(gold, tmp_path):
    (tmp_path / "articles" / "bridge.txt").write_bytes(TEXT.encode("utf-16"))
    with pytest.raises(UsageError, match=r"articles/bridge\.txt: not text in UTF-8: .*; save it as UTF-8"):
        gold(HEAD + EVENT)


def test_a_folder_without_gold_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"no \*.yaml file here"):
        load_gold(tmp_path)
