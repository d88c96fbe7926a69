"""Facts across outlets: what a story's articles report together, each thing once."""

import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from onrecord import Article, Claim, Event, Grounder, Statement
from onrecord.extraction import PromptUsed, Summary
from onrecord.grounding import Support
from onrecord.stories import Story, summarize_stories, summarize_story, update_stories
from onrecord.usage import Usage

PROMPTS = (PromptUsed("claim", "abc"),)
STORY = Story(7, "Ferry Marigold runs aground", (), (), (), None, None)
MAIL = (
    "The ferry Marigold ran aground off Tarn Island on Monday morning with 212 people on board. "
    "Three passengers were hurt, the coastguard said. "
    "Captain Ida Falk said that the rudder jammed in the channel. "
    "Divers will look at the hull of the Marigold on Wednesday. "
    "“We heard a loud bang and then there was nothing but silence,” said Falk. "
    "The island was without a ferry all day, and the school in Ellmouth stayed closed until the evening. "
    "Fishermen took the mail across, and a doctor of the island came along with them in the afternoon tide."
)
POST = (
    "Five passengers were injured when the ferry Marigold ran aground near Tarn Island. "
    "The owner sold the Marigold to Tarn Island Lines last year. "
    "The rudder had jammed, according to Ida Falk. "
    "“Nobody told us to leave the ship for more than an hour,” said passenger Bo Lund. "
    "Lund waited with two children in the cold saloon until a lifeboat from Ellmouth came alongside the ferry. "
    "An inquiry begins in the town hall next week, and the ministry sends two of its engineers to Ellmouth."
)


def mail(*, hurt="Three", **known):
    """The first to report, at ten."""
    records = [
        Event(sentences=[1], what="The ferry Marigold runs aground.", who=["The ferry Marigold"], where="Tarn Island"),
        Claim(sentences=[1], text="The ferry Marigold ran aground off Tarn Island on Monday morning."),
        Claim(sentences=[2], text=f"{hurt} passengers were hurt.", source="the coastguard"),
        Claim(sentences=[3], text="The rudder jammed in the channel.", source="Ida Falk"),
        Event(sentences=[4], what="Divers look at the hull.", who=["Divers"], when="Wednesday", status="planned"),
        Statement(
            sentences=[5],
            speakers=["Falk"],
            cue="said",
            content="We heard a loud bang and then there was nothing but silence",
        ),
    ]
    known = {"id": "mail", "source": "Ellmouth Mail", "title": "Ferry Marigold runs aground"} | known
    return summary(MAIL.replace("Three passengers", f"{hurt} passengers"), records, known.pop("hour", 10), **known)


def post(**known):
    """Another outlet, at two, with words of its own."""
    records = [
        Claim(sentences=[1], text="Five passengers were injured."),
        Event(sentences=[1], what="The ferry Marigold runs aground near Tarn Island.", who=["The ferry Marigold"]),
        Claim(sentences=[2], text="The owner sold the Marigold to Tarn Island Lines last year."),
        Claim(sentences=[3], text="The rudder jammed.", source="Ida Falk"),
        Statement(
            sentences=[4],
            speakers=["Bo Lund"],
            role="passenger",
            cue="said",
            content="Nobody told us to leave the ship for more than an hour",
        ),
    ]
    known = {"id": "post", "source": "Norland Post", "title": "Five hurt on ferry"} | known
    return summary(POST, records, known.pop("hour", 14), **known)


def summary(text, records, hour, *, version=None, copy_of=None, **known):
    at = datetime(2026, 11, 2, hour, tzinfo=UTC) if hour is not None else datetime(2026, 11, 2, tzinfo=UTC).date()
    article = Article(text, language="en", published=at, **known)
    grounder = Grounder(article)
    grounded = tuple(grounder.ground(record) for record in records)
    return Summary(article, "fake", PROMPTS, "ok", grounded, copy_of=copy_of, version=version)


def told(*summaries, **options):
    return summarize_story(STORY, summaries, **options)


def fact(summarized, word):
    (found,) = [each for each in summarized.facts if any(word in report.fact.what for report in each.reports)]
    return found


def outline(summarized):
    return [(each.what, each.outlets, each.score, len(each.reports)) for each in summarized.facts]


# Merging


def test_what_two_outlets_report_is_one_fact_in_the_order_of_time():
    aground = fact(told(post(), mail()), "aground")
    assert aground.outlets == ("Ellmouth Mail", "Norland Post")
    assert [report.source.article for report in aground.reports] == ["mail", "post"]
    assert [report.sentence for report in aground.reports] == [1, 1]
    assert aground.reports[1].text.startswith("Five passengers were injured when the ferry")


def test_outlets_that_differ_in_a_number_and_a_word_report_one_fact():
    hurt = fact(told(mail(), post()), "passengers")
    assert [report.fact.what for report in hurt.reports] == [
        "Three passengers were hurt.",
        "Five passengers were injured.",
    ]


def test_what_one_outlet_alone_reports_is_a_fact_of_its_own():
    summarized = told(mail(), post())
    assert fact(summarized, "hull").outlets == ("Ellmouth Mail",)
    assert fact(summarized, "sold").outlets == ("Norland Post",)


def test_facts_that_share_names_alone_are_several():
    summarized = told(mail(), post())
    assert fact(summarized, "sold") is not fact(summarized, "aground")
    assert len(fact(summarized, "sold").reports) == 1


def test_an_article_tells_a_fact_once():
    for each in told(mail(), post(), mail(id="late", source="Tarn Herald", hurt="Six", hour=18)).facts:
        articles = [report.source.article for report in each.reports]
        assert len(articles) == len(set(articles))


def test_facts_of_more_outlets_come_first():
    first, *_, last = told(mail(), post()).facts
    assert first.what.startswith("The ferry Marigold ran aground")
    assert len(last.outlets) == 1


def test_who_reports_first_is_told_by_the_hour_and_by_the_day_where_no_hour_is_known():
    later = told(mail(hour=20), post())
    assert fact(later, "aground").outlets == ("Norland Post", "Ellmouth Mail")
    unknown = told(mail(hour=None), post())
    assert fact(unknown, "aground").outlets == ("Norland Post", "Ellmouth Mail")


def test_the_order_in_which_summaries_come_does_not_matter():
    several = [mail(), post(), mail(id="wire", source="The Wire", hour=11), post(id="late", hour=16, title=None)]
    expected = told(*several)
    for seed in range(5):
        mixed = random.Random(seed).sample(several, len(several))
        assert told(*mixed) == expected


# Support


def test_a_fact_that_the_article_does_not_support_is_never_told():
    false = [
        Claim(sentences=[1], text="Nine hundred whales sank the Marigold."),
        Claim(sentences=[1], text="The ferry Marigold ran aground off Tarn Island."),
    ]
    assert [each.what for each in told(summary(MAIL, false, 9)).facts] == [
        "The ferry Marigold ran aground off Tarn Island."
    ]


def test_after_a_verifier_only_what_it_found_supported_is_told():
    read = mail()
    first = read.records[2]
    seen = replace(
        first, values=tuple(replace(each, support=Support.VERIFIED, probability=0.9) for each in first.values)
    )
    doubted = replace(
        read.records[3],
        values=tuple(replace(each, support=Support.REWORDED, probability=0.2) for each in read.records[3].values),
    )
    records = (*read.records[:2], seen, doubted, *read.records[4:])
    whats = [each.what for each in told(replace(read, records=records)).facts]
    assert "Three passengers were hurt." in whats
    assert "The rudder jammed in the channel." not in whats


def test_the_positions_of_a_fact_are_those_of_all_records_of_its_article():
    read = mail()
    wrong = Grounder(read.article).ground(Claim(sentences=[1], text="Nine hundred whales sank the Marigold."))
    read = replace(read, records=(wrong, *read.records))
    for each in told(read).facts:
        (report,) = each.reports
        assert report.records == tuple(read.records[i] for i in report.fact.records)
        assert read.records[report.fact.told].record.kind in ("event", "claim")
        assert 0 not in report.fact.records


# Copies


@pytest.mark.parametrize("way", ["text", "summary", "store"])
def test_an_outlet_that_copies_adds_no_voice(way):
    known = {"copy_of": "mail"} if way == "summary" else {}
    copy = mail(id="copy", source="The Wire", hour=12, **known)
    if way != "text":
        copy = replace(copy, article=replace(copy.article, text=f"{MAIL} More to follow."))
    copies = {"copy": "mail"} if way == "store" else {}
    aground = fact(told(mail(), copy, post(), copies=copies), "aground")
    assert aground.outlets == ("Ellmouth Mail", "Norland Post")
    assert [report.source.copy_of for report in aground.reports] == [None, "mail", None]


def test_of_texts_that_copy_each_other_the_first_in_time_has_the_voice():
    early = mail(id="wire", source="The Wire", hour=8)
    aground = fact(told(mail(), early, copies={"wire": "mail"}), "aground")
    assert aground.outlets == ("The Wire",)
    assert aground.reports[aground.told].source.article == "wire"


def test_copies_change_neither_the_facts_nor_their_scores():
    copies = [mail(id=f"copy{i}", source=f"Wire {i}", hour=15) for i in range(3)]
    alone, copied = told(mail(), post()), told(mail(), post(), *copies)
    assert [row[:3] for row in outline(copied)] == [row[:3] for row in outline(alone)]


def test_in_what_a_copy_alone_adds_its_outlet_has_a_voice():
    text = f"{MAIL} A tug towed the Marigold to Ellmouth."
    added = Claim(sentences=[8], text="A tug towed the Marigold to Ellmouth.")
    copy = summary(text, [added], 12, id="copy", source="The Wire", copy_of="mail")
    assert fact(told(mail(), copy), "tug").outlets == ("The Wire",)


# Versions


def test_what_a_correction_replaced_leaves_no_ghost():
    old = replace(mail(), version=1, records=(*mail().records, *post().records[2:3]))
    new = replace(mail(hurt="Four"), version=2)
    summarized = told(old, new, post())
    assert outline(summarized) == outline(told(new, post()))
    assert [source.current for source in summarized.sources] == [True, True]
    assert fact(summarized, "hurt").reports[0].fact.what == "Four passengers were hurt."


def test_what_an_outlet_itself_corrected_is_an_update_of_the_fact():
    hurt = fact(told(replace(mail(), version=1), replace(mail(hurt="Four"), version=2)), "hurt")
    (update,) = hurt.disagreements
    assert (update.about, update.kind) == ("number", "update")
    assert [[report.source.current for report in side.reports] for side in update.sides] == [[False], [True]]


def test_a_corrected_article_is_not_the_copy_of_one_that_copied_it_before():
    old, new = replace(mail(hour=8), version=1), replace(mail(hurt="Four", hour=12), version=2)
    summarized = told(old, mail(id="copy", source="The Wire"), new, post(), copies={"mail": "copy"})
    assert [(source.article, source.copy_of) for source in summarized.sources] == [
        ("mail", None),
        ("copy", "mail"),
        ("post", None),
    ]
    hurt = fact(summarized, "Four")
    assert hurt.outlets[0] == "Ellmouth Mail"
    assert [side.value for side in hurt.disagreements[0].sides][:2] == ["Three passengers", "Four passengers"]
    assert hurt.disagreements[0].kind == "update"


def test_an_article_is_first_with_what_a_version_of_it_said_first():
    old, new = replace(mail(hour=8), version=1), mail(hour=16)
    sold = Claim(sentences=[6], text="The owner sold the Marigold to Tarn Island Lines last year.")
    more = summary(f"{MAIL} {sold.text}", [], 16, id="mail", source="Ellmouth Mail")
    sold = replace(more, records=(Grounder(more.article).ground(sold.model_copy(update={"sentences": [8]})),)).records
    new = replace(more, records=(*new.records, *sold), version=2)
    summarized = told(old, new, post())
    assert fact(summarized, "aground").outlets == ("Ellmouth Mail", "Norland Post")
    assert fact(summarized, "sold").outlets == ("Norland Post", "Ellmouth Mail")


def test_a_fact_is_told_in_the_words_of_the_latest_update():
    hurt = fact(told(mail(), post()), "passengers")
    assert hurt.what == "Five passengers were injured."


# Differences of facts that were not made one


def article(outlet, hour, *sentences, version=None):
    """An article of an outlet: sentences with their records, each a claim that says the same if it has none."""
    texts = [each if isinstance(each, str) else each[0] for each in sentences]
    records = [
        (Claim(text=each, sentences=[1]) if isinstance(each, str) else each[1]).model_copy(
            update={"sentences": [number]}
        )
        for number, each in enumerate(sentences, start=1)
    ]
    return summary(" ".join(texts), records, hour, id=outlet, source=outlet, title="Fire in Tarn", version=version)


def differences(*summaries):
    return [
        (
            each.about,
            each.kind,
            [(side.value, [report.source.article for report in side.reports]) for side in each.sides],
        )
        for _, each in told(*summaries).disagreements
    ]


def denial(sentence, text, source):
    return sentence, Claim(text=text, source=source, certainty="denied", sentences=[1])


def test_facts_that_may_be_one_are_told_to_differ_and_stay_apart():
    found = article("Post", 9, "21 people were injured.")
    later = article("Echo", 14, "The number of people hurt in the fire in the mill of Tarn has risen to 26.")
    assert len(told(found, later).facts) == 2
    assert differences(found, later) == [("number", "update", [("21 people", ["Post"]), ("26", ["Echo"])])]


def test_a_denial_of_what_the_same_article_says_elsewhere_is_told():
    stated = "A former clerk said that the alarm had been broken for months."
    found = article(
        "Post",
        9,
        (stated, Claim(text="The alarm had been broken for months.", source="A former clerk", sentences=[1])),
        "The mill has 70 workers.",
        denial("The company denied that the alarm was broken.", "The alarm was broken.", "The company"),
    )
    sides = [("The alarm had been broken for months.", ["Post"]), ("denied by The company", ["Post"])]
    assert differences(found) == [("denial", "dispute", sides)]


def test_a_denial_is_told_with_the_fact_that_it_is_about():
    found = article("Post", 9, "Guards had shut the eastern door.", "The mill has 70 workers.")
    denied = denial(
        "The company denied that the eastern door had been shut.", "The eastern door had been shut.", "The company"
    )
    ((about, _, sides),) = differences(found, article("Echo", 14, denied))
    assert (about, sides[0]) == ("denial", ("Guards had shut the eastern door.", ["Post"]))


def test_nobody_and_somebody_hurt_is_told_whatever_the_words():
    found = article("Post", 9, "Nobody was killed.")
    later = article("Echo", 14, "A night watchman of the mill, aged 61, has died.")
    sides = [("Nobody was killed.", ["Post"]), ("A night watchman of the mill, aged 61, has died.", ["Echo"])]
    assert differences(found, later) == [("status", "update", sides)]


def test_a_difference_is_told_once_with_the_fact_that_ranks_higher():
    several = [
        article("Post", 9, "The web shop of the mill is offline."),
        article("Echo", 10, "The mill’s web shop is offline."),
        article("Mail", 14, "The shop is online again since noon."),
    ]
    ((fact, each),) = told(*several).disagreements
    assert fact.outlets == ("Post", "Echo")
    assert [[report.source.article for report in side.reports] for side in each.sides] == [["Post", "Echo"], ["Mail"]]


def test_figures_that_one_article_has_both_of_are_no_difference():
    first = article("Post", 9, "Ines Moor had 48 percent of the vote.", "The turnout came to 61 percent of the vote.")
    second = article("Echo", 10, "Ines Moor had 48 percent of the vote.", "The turnout came to 61 percent of the vote.")
    assert differences(first, second) == []


def test_of_copies_the_one_whose_first_version_came_first_has_the_voice():
    old, new = replace(mail(hour=9), version=1), replace(mail(hour=15), version=2)
    copy = mail(id="copy", source="The Wire", hour=12)
    aground = fact(told(old, new, copy), "aground")
    assert aground.outlets == ("Ellmouth Mail",)


# Speakers


def test_who_speaks_is_told_once_by_the_fullest_name_with_the_article():
    quoted = told(mail(), post()).voices
    assert {each.voice.speaker: each.source.article for each in quoted} == {"Ida Falk": "mail", "Bo Lund": "post"}


def test_who_is_named_in_short_by_another_outlet_is_the_same():
    text = (
        "“The rudder had jammed twice before in spring and nobody cared about it,” said Falk." + POST.partition(".")[2]
    )
    content = "The rudder had jammed twice before in spring and nobody cared about it"
    short = summary(
        text, [Statement(sentences=[1], speakers=["Falk"], cue="said", content=content)], 20, id="late", source="Herald"
    )
    (falk,) = [each for each in told(mail(), short).voices if "Falk" in each.voice.speaker]
    assert falk.source.article == "late"  # the longer quotation


# From the store


def put(store, *summaries):
    run = store.run("fake", PROMPTS)
    for each in summaries:
        run.keep(replace(each, usage=Usage(), seconds=0.1))
    run.end()
    update_stories(store)


def test_the_stories_of_a_store_are_summarized(store):
    put(store, mail(), post(), mail(id="copy", source="The Wire", hour=12))
    (summarized,) = summarize_stories(store)
    assert [source.article for source in summarized.sources] == ["mail", "copy", "post"]
    assert [source.copy_of for source in summarized.sources] == [None, "mail", None]
    assert fact(summarized, "aground").outlets == ("Ellmouth Mail", "Norland Post")


def test_a_corrected_article_changes_its_story_in_the_store(store):
    put(store, mail(), post())
    put(store, mail(hurt="Four"))
    (summarized,) = summarize_stories(store)
    assert [report.fact.what for report in fact(summarized, "hurt").reports] == [
        "Four passengers were hurt.",
        "Five passengers were injured.",
    ]
    assert len(summarized.sources) == 2


def test_stories_of_a_day_alone_are_summarized(store):
    put(store, mail(), post())
    assert len(list(summarize_stories(store, day="2026-11-02"))) == 1
    assert list(summarize_stories(store, day="2026-11-03")) == []
