"""Composing: the records of an article become entities, facts by rank, and a brief."""

import time
from dataclasses import replace
from datetime import date

import pytest

from onrecord import Article, Claim, Event, Grounder, Statement
from onrecord.article import textless
from onrecord.compose import Voice, brief, compose, entities, identified, load_ids, main_event
from onrecord.errors import UsageError
from onrecord.grounding import Support

TEXT = (
    "A fire destroyed the Norrin fish market in Tarn on Friday, killing two traders. "
    "Mayor Ilse Brandt said the market had no alarm. "
    "The owner, Karl Ode, denied that the market had no alarm. "
    "“We lost everything in one night,” said Ode. "
    "Divers cleaned the harbour basin in April. "
    "Brandt will open a new market hall next year, and the council has set aside 4 million crowns for it. "
    "Tickets for the lantern parade go on sale in May. "
    "The Harbour Watch counted 12 fires on the quay since 2019. "
    "Rain is forecast for the weekend, and the ferries to Holm run as usual. "
    "A choir sang hymns on the steps of the town hall while neighbours laid flowers by the gate."
)
TITLE = "Fire destroys fish market in Tarn"
RECORDS = [
    Event(sentences=[1], what="A fire destroys the Norrin fish market in Tarn.", where="Tarn", when="Friday"),
    Event(sentences=[1], what="Two traders are killed.", whom=["two traders"], when="Friday"),
    Event(sentences=[5], what="Divers clean the harbour basin.", who=["Divers"], when="April"),
    Event(sentences=[6], what="Brandt opens a new market hall.", who=["Brandt"], when="next year", status="planned"),
    Statement(sentences=[2], speakers=["Ilse Brandt"], role="Mayor", cue="said", content="the market had no alarm"),
    Statement(sentences=[3], speakers=["Karl Ode"], role="The owner", cue="denied", content="the market had no alarm"),
    Statement(sentences=[4], speakers=["Ode"], cue="said", content="We lost everything in one night"),
    Claim(sentences=[1], text="A fire destroyed the Norrin fish market in Tarn on Friday."),
    Claim(sentences=[2], text="The market had no alarm.", source="Brandt"),
    Claim(sentences=[3], text="The market had no alarm.", source="Karl Ode", certainty="denied"),
    Claim(sentences=[8], text="The Harbour Watch counted 12 fires on the quay since 2019."),
    Claim(sentences=[8], text="The Harbour Watch counted 90 fires on the quay since 2019."),
]


def composed(records=RECORDS, text=TEXT, title=TITLE):
    article = Article(text, title=title, language="en")
    grounder = Grounder(article)
    grounded = [grounder.ground(record) for record in records]
    return article, grounded, compose(article, grounded)


def fact_with(composition, record):
    return next(fact for fact in composition.facts if record in fact.records)


def told(**options):
    article, grounded, composition = composed(**options.pop("of", {}))
    return brief(article, grounded, composition, **options)


# Facts


def test_an_event_and_the_claim_that_states_it_are_one_fact():
    *_, composition = composed()
    fact = fact_with(composition, 0)
    assert fact.records == (0, 7)
    assert fact.what == "A fire destroyed the Norrin fish market in Tarn on Friday."
    assert (fact.where, fact.when, fact.status) == ("Tarn", "Friday", "happened")


def test_two_happenings_of_one_sentence_are_two_facts():
    *_, composition = composed()
    assert fact_with(composition, 0) != fact_with(composition, 1)
    assert fact_with(composition, 1).whom == ("two traders",)


def test_every_event_and_claim_stands_in_exactly_one_fact():
    _, grounded, composition = composed()
    standing = [i for fact in composition.facts for i in fact.records if grounded[i].record.kind != "statement"]
    assert sorted(standing) == [i for i, each in enumerate(grounded) if each.record.kind != "statement"]


def test_two_sides_that_contradict_each_other_are_one_fact_with_who_says_what():
    *_, composition = composed()
    fact = fact_with(composition, 8)
    assert set(fact.records) == {4, 5, 8, 9}
    assert {(each.speaker, each.cue, each.certainty) for each in fact.said} == {
        ("Ilse Brandt", "said", "certain"),
        ("Karl Ode", "denied", "denied"),
    }


def test_a_statement_that_carries_no_fact_stands_in_none():
    *_, composition = composed()
    assert not any(6 in fact.records for fact in composition.facts)


def test_a_statement_beside_a_fact_that_it_says_nothing_of_is_not_in_it():
    text = "As a choir sang hymns on the steps, the mayor said taxes would rise."
    records = [
        Event(sentences=[1], what="A choir sings hymns on the steps.", who=["a choir"]),
        Statement(sentences=[1], speakers=["the mayor"], cue="said", content="taxes would rise"),
    ]
    *_, composition = composed(records=records, text=text)
    assert [fact.records for fact in composition.facts] == [(0,)]


def test_the_evidence_of_a_fact_is_that_of_all_its_records():
    article, _, composition = composed()
    fact = fact_with(composition, 8)
    assert "".join(article.text[span.start : span.end] for span in fact.evidence).count("no alarm") == 2


def test_what_the_title_tells_comes_up_even_where_the_article_tells_it_late():
    def place(title):
        *_, composition = composed(title=title)
        return composition.facts.index(fact_with(composition, 2))

    assert place("Divers clean harbour basin") < 2 < place(TITLE)


def test_without_a_title_the_first_sentence_stands_for_it():
    *_, composition = composed(title=None)
    assert 0 in composition.facts[0].records


def test_nothing_comes_of_nothing():
    article = textless(language="en")
    assert compose(article, []).facts == ()
    assert [*brief(article, [], compose(article, []))] == []


def test_a_thousand_records_take_seconds():
    sentences = [f"Harbour number {n} sold {n + 3} boats to Tarn in {1000 + n}." for n in range(1000)]
    article = Article(" ".join(sentences), language="en")
    grounder = Grounder(article)
    records = [grounder.ground(Claim(sentences=[n + 1], text=text)) for n, text in enumerate(sentences)]
    started = time.process_time()
    assert len(compose(article, records).facts) == 1000
    assert time.process_time() - started < 60


def test_a_fact_is_told_by_a_record_that_can_be_read_alone():
    records = [
        Claim(sentences=[4], text="They lost everything in one night."),
        Event(sentences=[4], what="The traders lose everything in one night."),
    ]
    *_, composition = composed(records=records, text=TEXT.replace("“We lost", "The traders lost"))
    (fact,) = composition.facts
    assert (fact.records, fact.told) == ((0, 1), 1)


# Entities


def named(text, *names):
    """The entities that events with these participants name, by their names."""
    article = Article(text, language="en")
    grounder = Grounder(article)
    count = len(article.sentences)
    events = [Event(sentences=[*range(1, count + 1)], what="They meet.", who=[name]) for name in names]
    return {each.name: each for each in entities(article, [grounder.ground(event) for event in events])}


def test_a_title_and_a_surname_name_the_one_who_is_named_in_full():
    text = "Acting President Lena Marsk met Governor Marsk’s critics. Marsk smiled."
    found = named(text, "Marsk", "Lena Marsk", "Acting President Lena Marsk")
    assert set(found) == {"Lena Marsk"}
    assert set(found["Lena Marsk"].forms) == {"Marsk", "Acting President Lena Marsk"}
    assert found["Lena Marsk"].role == "Acting President"


def test_a_pronoun_is_never_a_name():
    article = Article("Lena Marsk came. She smiled, and they met her.", language="en")
    event = Event(sentences=[2], what="They meet.", who=["Lena Marsk", "She", "they"], whom=["her"])
    grounded = Grounder(article).ground(event)
    found = replace(grounded, values=tuple(replace(each, support=Support.EXACT) for each in grounded.values))
    assert [each.name for each in entities(article, [found])] == ["Lena Marsk"]


def test_a_description_beside_a_name_is_that_one():
    text = "The harbour master, Lena Marsk, came. The harbour master smiled."
    found = named(text, "Lena Marsk", "The harbour master")
    assert set(found) == {"Lena Marsk"}
    assert found["Lena Marsk"].role == "harbour master"


def test_a_noun_that_one_name_alone_has_stands_for_it():
    assert set(named("The Ilva Observer Mission came. The mission left.", "Ilva Observer Mission", "The mission")) == {
        "Ilva Observer Mission"
    }
    both = named(
        "The Ilva Mission came. The Tarn Mission left. The mission slept.",
        "Ilva Mission",
        "Tarn Mission",
        "The mission",
    )
    assert set(both) == {"Ilva Mission", "Tarn Mission", "The mission"}


def test_a_surname_that_two_share_is_that_of_the_one_named_last_before_it():
    text = "Lena Marsk came. Olof Marsk sang. Marsk left."
    found = named(text, "Lena Marsk", "Olof Marsk", "Marsk")
    assert found["Olof Marsk"].forms == ("Marsk",)
    assert found["Lena Marsk"].forms == ()


def test_a_country_is_not_its_ministry_and_a_town_is_not_its_bank():
    text = "Japan’s Ministry of Defense warned Japan. The Bank of Tarn closed in Tarn."
    assert set(named(text, "Japan’s Ministry of Defense", "Japan", "Bank of Tarn", "Tarn")) == {
        "Japan’s Ministry of Defense",
        "Japan",
        "Bank of Tarn",
        "Tarn",
    }


def test_what_the_article_does_not_have_names_nobody():
    assert set(named("Lena Marsk came.", "Lena Marsk", "Bob Ray")) == {"Lena Marsk"}


# The brief


def test_a_brief_tells_the_facts_by_rank_each_with_the_number_of_its_sentence():
    lines = told(length=0.5).facts
    assert lines[0].text == "A fire destroyed the Norrin fish market in Tarn on Friday"
    assert lines[0].sentence == 1
    assert lines[0].support is Support.NORMALIZED


def test_a_line_has_the_number_of_the_sentence_that_says_it():
    spread = [
        Claim(sentences=[1, 5], text="Divers cleaned the harbour basin in April."),
        Statement(sentences=[2, 4], speakers=["Ode"], cue="said", content="We lost everything in one night"),
    ]
    found = told(length=1, of={"records": spread})
    assert [each.sentence for each in found] == [5, 4]


def test_a_brief_says_who_says_so_where_the_article_does_not_and_who_denies_it():
    assert "The market had no alarm — Ilse Brandt; denied by Karl Ode" in [line.text for line in told(length=1).facts]


def test_a_brief_says_when_and_that_it_is_planned():
    assert "Brandt opens a new market hall (planned), next year" in [line.text for line in told(length=1).facts]


@pytest.mark.parametrize(
    ("text", "what", "when", "language", "line"),
    [
        ("Ferries run again from 6 a.m. on.", "Ferries run again from 6 a.m.", None, "en", "again from 6 a.m."),
        ("The toll rose to 3.5.", "The toll rose to 3.5.", None, "en", "The toll rose to 3.5"),
        ("A day after the flood the shop reopened.", "The shop reopens.", "A day after the flood", "en", "a day after"),
        ("May 5 was the day the shop reopened.", "The shop reopens.", "May 5", "en", "reopens, May 5"),
        ("Seit Mittwoch steht die Bahn still.", "Die Bahn steht still.", "Seit Mittwoch", "de", "still, seit Mittwoch"),
        ("Mittwoch stand die Bahn still.", "Die Bahn steht still.", "Mittwoch", "de", "still, Mittwoch"),
    ],
)
def test_a_line_reads_as_one_sentence(text, what, when, language, line):
    article = Article(text, language=language)
    grounded = [Grounder(article).ground(Event(sentences=[1], what=what, when=when))]
    (fact,) = brief(article, grounded, compose(article, grounded)).facts
    assert line in fact.text
    assert not fact.text.endswith("3.5.")


def test_where_nothing_but_statements_is_asked_for_they_are_the_brief():
    spoken = [each for each in RECORDS if isinstance(each, Statement)]
    assert [voice.speaker for voice in told(length=0, of={"records": spoken}).voices] == ["Karl Ode", "Ilse Brandt"]


def test_a_brief_keeps_within_its_length_and_has_three_facts_at_least():
    words = len(TEXT.split())
    for length in (0.3, 0.5, 0.8):
        assert sum(len(each.text.split()) for each in told(length=length)) <= length * words
    assert len(told(length=0).facts) == 3


def test_what_is_not_supported_is_never_in_a_brief():
    assert not any("90 fires" in each.text for each in told(length=1))
    assert any("12 fires" in each.text for each in told(length=1))
    ducks = Claim(sentences=[5], text="Nine ducks were stolen from a butcher in Holm.")
    assert not any("ducks" in each.text for each in told(length=1, of={"records": [*RECORDS, ducks]}))


def test_once_a_verifier_has_read_the_records_other_words_count_only_where_it_found_them_supported():
    article, grounded, composition = composed()
    before = brief(article, grounded, composition, length=1)
    assert any(line.support is Support.REWORDED for line in before.facts)
    read = [
        replace(
            each,
            values=tuple(
                replace(value, probability=0.5) if value.support is Support.REWORDED else value for value in each.values
            ),
        )
        for each in grounded
    ]
    after = brief(article, read, compose(article, read), length=1)
    assert after.facts
    assert all(each.support.holds for each in after)


def test_who_speaks_is_quoted_with_role():
    (voice,) = [each for each in told(length=1).voices if each.quoted]
    assert voice.text == "Karl Ode (The owner): “We lost everything in one night”"
    assert voice.sentence == 4


@pytest.mark.parametrize("text", ["Der Rat von Tarn stimmte am Montag zu.", "知事は月曜日に辞任した。"])
def test_other_languages_compose_too(text):
    article = Article(text)
    record = Grounder(article).ground(Claim(sentences=[1], text=text))
    composition = compose(article, [record])
    assert [line.text for line in brief(article, [record], composition).facts] == [text.removesuffix(".")]


# The main event


def main(records=RECORDS, title=TITLE, published=date(2026, 3, 7)):
    article = Article(TEXT, title=title, language="en", published=published)
    grounder = Grounder(article)
    grounded = [grounder.ground(record) for record in records]
    return main_event(article, grounded, compose(article, grounded))


def test_the_main_event_is_the_title_with_the_place_and_the_time_of_the_first_fact():
    event = main()
    assert (event.what, event.where, event.when, event.day) == (TITLE, "Tarn", "Friday", date(2026, 3, 6))


def test_who_is_the_one_whom_the_title_names_first_of_those_that_take_part_or_speak():
    assert main(title="Ode mourns his market, Brandt promises another").who == "Karl Ode"
    assert main(title="Brandt promises a market, Ode mourns his").who == "Ilse Brandt"


def test_who_is_the_one_that_takes_part_in_the_first_fact_where_the_title_names_nobody():
    assert main([RECORDS[1], RECORDS[2]], title="A night of fire").who == "two traders"


def test_an_article_without_a_title_has_the_wording_of_its_first_fact():
    assert main(title=None).what == "A fire destroyed the Norrin fish market in Tarn on Friday."


def test_a_time_long_before_the_article_isnt_that_of_the_main_event():
    event = main([RECORDS[2]], title="Divers at work")
    assert (event.when, event.day) == (None, date(2026, 3, 7))


def test_a_time_of_a_record_near_it_stands_in_for_one_that_the_first_fact_lacks():
    event = main([replaced(RECORDS[0], when=None), RECORDS[1]])
    assert (event.when, event.day) == ("Friday", date(2026, 3, 6))


def test_an_article_without_a_supported_fact_has_no_main_event():
    assert main([Claim(sentences=[1], text="Nine ferries sank off Holm.")]) is None


def replaced(record, **values):
    return record.model_copy(update=values)


# Ids of Wikidata


def ids(tmp_path, text):
    table = tmp_path / "ids.csv"
    table.write_text(text, encoding="utf-8")
    return load_ids(table)


def test_an_entity_has_the_id_that_a_table_has_for_one_of_its_wordings(tmp_path):
    _, _, composition = composed()
    found = identified(composition, ids(tmp_path, "name,wikidata\nilse  BRANDT,Q7\nHolm,Q8\n"))
    assert {each.name: each.wikidata for each in found.entities if each.wikidata} == {"Ilse Brandt": "Q7"}


def test_an_entity_whose_wordings_have_several_ids_has_none(tmp_path):
    _, _, composition = composed()
    found = identified(composition, ids(tmp_path, "name,wikidata\nIlse Brandt,Q7\nBrandt,Q9\nOde,Q1\nOde,Q2\n"))
    assert not [each for each in found.entities if each.wikidata]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,id\nOde,Q1\n", "no column 'wikidata'"),
        ("", "no column 'name' and 'wikidata'"),
        ("name,wikidata\nOde,Q1\nHolm,42\n", "line 3: '42' is no id of Wikidata; write one such as Q42"),
    ],
)
def test_a_table_of_ids_is_read_strictly(tmp_path, text, message):
    with pytest.raises(UsageError, match=message):
        ids(tmp_path, text)


def test_a_table_of_ids_that_isnt_there_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"nowhere\.csv: can't be read"):
        load_ids(tmp_path / "nowhere.csv")


def test_who_only_denies_something_is_told_with_the_reporting_word():
    lines = [
        Voice("Transit", None, "denied", "that it was late", False, 1, Support.EXACT, 0),
        Voice("Ann Lee", "the owner", "according to", "it was old", False, 1, Support.EXACT, 0),
        Voice("Ann Lee", None, "said", "“It was old.”", True, 1, Support.EXACT, 0),
    ]
    assert [line.text for line in lines] == [
        "Transit denied: that it was late",
        "According to Ann Lee (the owner): it was old",
        "Ann Lee: “It was old.”",
    ]


def test_a_table_of_many_ids_is_read_at_once(tmp_path):
    begun = time.process_time()
    found = ids(tmp_path, "name,wikidata\n" + "".join(f"Name {n},Q{n}\n" for n in range(1, 20_001)))
    assert len(found) == 20_000
    assert time.process_time() - begun < 5
