"""The digest: which stories come first, what is told of each, and every format as its readers need it."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4
from xml.etree import ElementTree

import feedparser
import jsonschema
import pytest
from digests import BEFORE, DAY, HOSTILE, digest_of, ferry, hostile, plain, summary_of, told_story, with_disagreement
from markdown_it import MarkdownIt

from onrecord.digest import FORMATS, Period, digest_schema
from onrecord.kinds import Claim, Statement

ATOM = "{http://www.w3.org/2005/Atom}"


def written(form, *stories, **options):
    return FORMATS[form].write(digest_of(*stories, **options))


def test_at_a_python_prompt_a_digest_is_a_few_lines():
    stories = [told_story(n, [plain(f"a{n}", f"The mill of Lindow {n} burned down")]) for n in range(2, 9)]
    first, *lines = repr(digest_of(told_story(), *stories)).splitlines()
    assert first == "Digest of 2026-11-03: 8 in full, 0 in a line each, 0 counted"
    assert "• About The mill of Lindow 8 burned down (The Post)" in lines
    assert len(lines) == 5
    assert len(repr(digest_of(told_story(1, hostile()))).splitlines()) == 2


def shown(markdown):
    """What a reader sees, line by line."""
    tokens = MarkdownIt("commonmark").parse(markdown)
    inline = [token.children or () for token in tokens if token.type == "inline"]
    lines = ["".join("\n" if child.type == "softbreak" else child.content for child in each) for each in inline]
    return [line for each in lines for line in each.split("\n")]


def lone(number, words, **known):
    """A story of one article."""
    return told_story(number, [plain(f"lone{number}", words, **known)])


def shared(number, outlets, words="The mill of Lindow burned down on Tuesday", **known):
    """A story that outlets have in texts of their own."""
    articles = [
        plain(f"s{number}-{n}", words + " again" * n, outlet=f"Outlet {number}-{n}", **known) for n in range(outlets)
    ]
    return told_story(number, articles)


# --- which stories come first


def order(*stories, **options):
    return [told.summary.story.id for told in digest_of(*stories, **options).stories]


def test_what_more_outlets_report_comes_first():
    assert order(shared(1, 1), shared(2, 3), shared(3, 2)) == [2, 3, 1]


def test_a_near_duplicate_adds_no_voice():
    copied = [plain("one", "The mill burned down"), replace(plain("two", "The mill burned", outlet="B"), copy_of="one")]
    assert order(told_story(1, copied), shared(2, 2)) == [2, 1]
    assert digest_of(told_story(1, copied)).stories[0].outlets == ("The Post",)


def test_what_was_reported_before_the_time_counts_for_nothing():
    old = shared(1, 3, day=BEFORE)
    assert order(old, shared(2, 1)) == [2, 1]


def test_more_facts_come_before_fewer_where_as_many_outlets_report():
    texts = ("The mill burned down.", "A bridge fell.", "Two cows were saved from the river.")
    claims = [Claim(sentences=[n], text=text) for n, text in enumerate(texts, start=1)]
    several = summary_of("m", " ".join(texts), *claims, title="Mill", source="The Post", published=DAY)
    assert order(lone(1, "The mill burned down"), told_story(2, [several])) == [2, 1]


def test_the_order_is_the_same_however_the_stories_come():
    stories = [shared(n, n % 3 + 1) for n in range(1, 7)]
    assert order(*stories) == order(*reversed(stories))


def test_a_story_is_headed_by_what_is_new_in_it():
    assert [digest_of(period=Period(day, day)).full[0].headline for day in (BEFORE, DAY)] == [
        "Marigold has a new rudder",
        "Ferry aground",
    ]


# --- how much is told


def test_a_digest_is_read_in_minutes_and_says_what_it_leaves_out():
    stories = [lone(n, f"The mill of place{n} burned down on Tuesday and nobody was hurt") for n in range(1, 300)]
    digest = digest_of(*stories, words=400)
    markdown = FORMATS["md"].write(digest)
    assert len(markdown.split()) <= 400
    assert digest.full
    assert digest.lines
    assert len(digest.stories) == 299
    left = len(digest.counted)
    assert f"{left} more stories; onrecord digest --all tells them." in shown(markdown)
    assert "299 stories from 299 articles of 1 outlet" in markdown


def test_all_are_told_in_full_where_that_is_wanted():
    stories = [lone(n, f"The mill of place{n} burned down") for n in range(1, 40)]
    digest = digest_of(*stories, words=None)
    assert (len(digest.full), digest.lines, digest.counted) == (39, (), ())


def test_a_story_is_told_in_full_however_long_it_is():
    assert len(digest_of(words=5).full) == 1


def test_a_brief_says_what_the_story_is_about_then_what_is_new():
    since = Period(datetime(2026, 11, 3, 12, 0, tzinfo=UTC))
    told = digest_of(period=since).full[0]
    assert [told.is_new(fact) for fact in told.facts] == [False, True, False, False]


def test_differences_in_the_same_sentences_are_told_once():
    story = with_disagreement(told_story())
    place = next(i for i, fact in enumerate(story.facts) if fact.disagreements)
    (one,) = story.facts[place].disagreements
    other = replace(one, sides=tuple(replace(side, value=f"{side.value} people") for side in one.sides))
    facts = list(story.facts)
    facts[place] = replace(facts[place], disagreements=(one, other))
    lines = shown(written("md", replace(story, facts=tuple(facts))))
    assert sum(line.startswith("In dispute") for line in lines) == 1
    assert "212, 212 people: The Post, 2026-11-03 09:10: “Lifeboats took 212 people off the ferry.”" in lines


def test_a_brief_has_three_facts_and_one_more_for_each_outlet():
    texts = [f"The {thing} of Lindow burned down." for thing in ("mill", "inn", "school", "church", "harbour")]
    claims = [Claim(sentences=[n], text=text) for n, text in enumerate(texts, start=1)]
    one = summary_of("one", " ".join(texts), *claims, title="Fire", source="A", published=DAY)
    two = summary_of(
        "two", "The bridge fell.", Claim(sentences=[1], text="The bridge fell."), source="B", published=DAY
    )
    (alone,), (both,) = digest_of(told_story(1, [one])).full, digest_of(told_story(1, [one, two])).full
    assert (len(alone.facts), alone.more) == (3, 2)
    assert (len(both.facts), both.more) == (4, 2)


def test_what_the_article_does_not_support_is_not_told():
    wrong = summary_of(
        "one",
        "The mill burned.",
        Claim(sentences=[1], text="Nine people died in the fire."),
        title="Fire",
        published=DAY,
    )
    for form, each in FORMATS.items():
        assert "Nine people" not in each.write(digest_of(told_story(1, [wrong]))), form


def test_who_denies_what_is_not_told_as_saying_it():
    text = "The company denied that the pilot had been asleep, and " + "it said nothing else about the matter. " * 6
    content = "that the pilot had been asleep"
    denied = Statement(sentences=[1], speakers=["The company"], cue="denied", content=content)
    summary = summary_of("one", text, denied, title="Crash", source="The Post", published=DAY)
    lines = shown(written("md", told_story(1, [summary])))
    assert "The company denied: that the pilot had been asleep (The Post)" in lines


# --- Markdown


def test_a_story_is_told_with_its_outlets_disagreements_days_and_sources():
    assert shown(written("md")) == [
        "Digest of 2026-11-03",
        "1 story from 4 articles of 2 outlets. Times are in UTC.",
        "Ferry aground",
        "2 outlets, The Post first, then The Mail. 4 articles, 1 of them nearly the same as another, 2026-11-02 to "
        "2026-11-03.",
        "The ferry Marigold ran aground off Tarn Island, Tuesday (The Post, The Mail)",
        "Lifeboats took 212 people off the ferry (The Post, The Mail; outlets differ)",
        "Divers will look at the hull of the ferry on Wednesday (only The Mail)",
        "The ferry Marigold left Ellmouth on Monday with a new rudder (only The Post; reported since 2026-11-02)",
        "Who says what",
        "Ida Falk (the captain): “The rudder jammed in the channel” (The Post)",
        "Where outlets differ",
        "In dispute, how many: Lifeboats took 212 people off the ferry",
        "212: The Post, 2026-11-03 09:10: “Lifeboats took 212 people off the ferry.”",
        "230: The Mail, 2026-11-03 14:00: “Lifeboats took 230 people off the ferry, the coastguard said.”",
        "How it went",
        "2026-11-02: The ferry Marigold left Ellmouth on Monday with a new rudder",
        "2026-11-03: The ferry Marigold ran aground off Tarn Island, Tuesday",
        "Sources",
        "The Post, 2026-11-02",
        "The Post, 2026-11-03 09:10; nearly the same: The Wire",
        "The Mail, 2026-11-03 14:00",
    ]


def test_an_update_is_told_apart_from_a_dispute():
    updated = with_disagreement(told_story(), kind="update")
    lines = shown(written("md", updated))
    assert "Changed over time, how many: Lifeboats took 212 people off the ferry" in lines
    assert "Lifeboats took 212 people off the ferry (The Post, The Mail)" in lines


def test_a_text_that_was_replaced_is_quoted_as_such():
    story = with_disagreement(told_story(), kind="update")
    place = next(i for i, fact in enumerate(story.facts) if fact.disagreements)
    (update,) = story.facts[place].disagreements
    first = update.sides[0].reports[0]
    before = replace(first, source=replace(first.source, current=False))
    sides = (replace(update.sides[0], reports=(before,)), update.sides[1])
    facts = list(story.facts)
    facts[place] = replace(facts[place], disagreements=(replace(update, sides=sides),))
    lines = shown(written("md", replace(story, facts=tuple(facts))))
    assert "212: The Post, 2026-11-03 09:10, since replaced: “Lifeboats took 212 people off the ferry.”" in lines


def test_a_story_of_one_day_has_no_timeline():
    assert "How it went" not in shown(written("md", shared(1, 2)))


def test_what_is_in_other_words_has_a_mark_that_is_explained():
    reworded = summary_of(
        "one",
        "The mill in Lindow burned down.",
        Claim(sentences=[1], text="In Lindow burned the mill down."),
        title="Fire",
        published=DAY,
    )
    lines = shown(written("md", told_story(1, [reworded])))
    assert "In Lindow burned the mill down ~" in lines
    assert lines[1].endswith(" Times are in UTC. No mark: in the article; ~: other words, meaning not read.")
    assert "~" not in written("md")


@pytest.mark.parametrize(
    ("period", "title"),
    [
        (Period(DAY, DAY), "Digest of 2026-11-03"),
        (Period(BEFORE), "Digest since 2026-11-02"),
        (Period(datetime(2026, 11, 3, 8, 30, tzinfo=UTC)), "Digest since 2026-11-03 08:30 UTC"),
    ],
    ids=["a day", "since a day", "since a moment"],
)
def test_the_title_names_the_time(period, title):
    assert shown(written("md", period=period))[0] == title


def test_a_day_without_stories_is_an_empty_document_of_every_format():
    empty = replace(digest_of(), full=())
    assert shown(FORMATS["md"].write(empty)) == ["Digest of 2026-11-03", "0 stories from 0 articles. Times are in UTC."]
    assert json.loads(FORMATS["json"].write(empty))["stories"] == []
    assert feedparser.parse(FORMATS["atom"].write(empty)).entries == []
    assert json.loads(FORMATS["jsonfeed"].write(empty))["items"] == []
    assert json.loads(FORMATS["jsonld"].write(empty))["@graph"] == []
    assert json.loads(FORMATS["annotations"].write(empty))["total"] == 0
    assert "There is nothing to tell." in FORMATS["html"].write(empty)


# --- JSON


def test_json_is_of_its_schema_and_has_every_fact():
    document = json.loads(written("json"))
    jsonschema.Draft202012Validator.check_schema(digest_schema())
    jsonschema.validate(document, digest_schema())
    assert (document["format"], document["version"], document["since"]) == ("onrecord digest", 1, "2026-11-03")
    (story,) = document["stories"]
    assert (story["told"], story["outlets"]) == ("full", ["The Post", "The Mail"])
    assert [(each["article"], each["copy_of"]) for each in story["articles"]] == [
        ("old", None),
        ("post", None),
        ("mail", None),
        ("wire", "post"),
    ]
    people = next(fact for fact in story["facts"] if "people off" in fact["what"])
    (disagreement,) = people["disagreements"]
    assert (disagreement["about"], disagreement["kind"]) == ("number", "dispute")
    assert [side["reports"][0]["text"] for side in disagreement["sides"]] == [
        "Lifeboats took 212 people off the ferry.",
        "Lifeboats took 230 people off the ferry, the coastguard said.",
    ]


def test_json_has_the_stories_that_people_are_only_given_the_number_of():
    stories = [lone(n, f"The mill of place{n} burned down on Tuesday") for n in range(1, 40)]
    document = json.loads(written("json", *stories, words=200))
    assert len(document["stories"]) == 39
    assert {each["told"] for each in document["stories"]} == {"full", "line", "counted"}


# --- feeds


def test_atom_has_what_the_standard_asks_for():
    text = written("atom", changed={1: datetime(2026, 11, 3, 15, 0, tzinfo=UTC)})
    parsed = feedparser.parse(text)
    assert (parsed.bozo, parsed.version) == (False, "atom10")
    feed = ElementTree.fromstring(text)
    for name in ("id", "title", "updated", "author"):
        assert len(feed.findall(f"{ATOM}{name}")) == 1, name
    (entry,) = feed.findall(f"{ATOM}entry")
    for name in ("id", "title", "updated", "content"):
        assert len(entry.findall(f"{ATOM}{name}")) == 1, name
    assert len(entry.findall(f"{ATOM}link[@rel='alternate']")) == 1
    assert entry.findtext(f"{ATOM}updated") == feed.findtext(f"{ATOM}updated") == "2026-11-03T15:00:00Z"
    assert entry.findtext(f"{ATOM}published") == "2026-11-02T00:00:00Z"
    (read,) = parsed.entries
    assert read.id == entry.findtext(f"{ATOM}id")
    assert read.id.startswith("urn:uuid:")
    assert "<blockquote>" in read.content[0].value
    assert "outlets differ" in read.content[0].value


def test_json_feed_has_what_the_standard_asks_for():
    feed = json.loads(written("jsonfeed", changed={1: datetime(2026, 11, 3, 15, 0, tzinfo=UTC)}))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    (item,) = feed["items"]
    assert isinstance(item["id"], str)
    assert "Lifeboats took 212" in item["content_html"]
    assert (item["date_published"], item["date_modified"]) == ("2026-11-02T00:00:00Z", "2026-11-03T15:00:00Z")
    assert [author["name"] for author in item["authors"]] == ["The Post", "The Mail"]
    assert item["external_url"] == "https://post.example/1"
    assert item["language"] == "en"


def identities(form, **options):
    document = written(form, **options)
    if form == "atom":
        feed = ElementTree.fromstring(document)
        return [feed.findtext(f"{ATOM}id"), *(each.findtext(f"{ATOM}id") for each in feed.findall(f"{ATOM}entry"))]
    return [item["id"] for item in json.loads(document)["items"]]


@pytest.mark.parametrize("form", ["atom", "jsonfeed"])
def test_ids_stay_over_days_and_differ_between_stores(form):
    mine, theirs = uuid4(), uuid4()
    today = identities(form, archive=mine, period=Period(DAY, DAY))
    assert today == identities(form, archive=mine, period=Period(BEFORE, BEFORE))
    assert set(today).isdisjoint(identities(form, archive=theirs))


# --- linked data


def nodes(*stories, **options):
    graph = json.loads(written("jsonld", *stories, **options))["@graph"]
    return {kind: [node for node in graph if node["@type"] == kind] for kind in {node["@type"] for node in graph}}


def test_events_claims_quotations_and_articles_are_linked_by_their_ids():
    found = nodes()
    (event,) = found["Event"]
    articles = {node["@id"] for node in found["NewsArticle"]}
    assert {each["@id"] for each in event["subjectOf"]} == articles
    assert event["startDate"] == "2026-11-03"
    assert event["location"]["name"] == "off Tarn Island"
    everything = [node for several in found.values() for node in several]
    assert len({node["@id"] for node in everything}) == len(everything)
    for node in everything:
        if node is not event:
            assert node["about"] == {"@id": event["@id"]}
    claim = next(each for each in found["Claim"] if "aground" in each["text"])
    assert claim["firstAppearance"] == {"@id": "https://post.example/1"}
    assert [each["@id"] for each in claim["appearance"]][:2] == [
        "https://post.example/1",
        "https://mail.example/a?b=1&c=2",
    ]
    (quotation,) = found["Quotation"]
    assert quotation["spokenByCharacter"] == [{"name": "Ida Falk", "description": "the captain"}]
    assert quotation["isPartOf"] == {"@id": "https://post.example/1"}
    (copy,) = [node for node in found["NewsArticle"] if node["identifier"] == "wire"]
    assert copy["isBasedOn"] == [{"@id": "https://post.example/1"}]


def test_a_claim_says_that_outlets_differ():
    claim = next(each for each in nodes()["Claim"] if "people off" in each["text"])
    assert claim["description"] == "In dispute, how many: 212 / 230"


def test_an_article_without_an_address_has_a_name_of_its_own():
    found = nodes(told_story(1, [plain("one", "The mill burned", url=None)]))
    (article,) = found["NewsArticle"]
    assert article["@id"].startswith("urn:uuid:")
    assert found["Claim"][0]["firstAppearance"] == {"@id": article["@id"]}


def test_annotations_select_the_sentences_in_all_articles():
    texts = {each.article.url: each.article.text for each in ferry()}
    collection = json.loads(written("annotations"))
    assert (collection["type"], collection["first"]["type"]) == ("AnnotationCollection", "AnnotationPage")
    assert collection["total"] == len(collection["first"]["items"]) == 4
    for annotation in collection["first"]["items"]:
        assert (annotation["type"], annotation["id"][:9]) == ("Annotation", "urn:uuid:")
        for target in annotation["target"]:
            text = texts[target["source"]]
            quote, position = target["selector"]
            start, end = position["start"], position["end"]
            assert text[start:end] == quote["exact"]
            assert text[:start].endswith(quote["prefix"])
            assert text[end:].startswith(quote["suffix"])
    aground = next(each for each in collection["first"]["items"] if "aground" in each["body"][0]["value"])
    assert {target["source"] for target in aground["target"]} >= {"https://post.example/1", "https://wire.example/1"}


# --- hostile text


@pytest.fixture(scope="module")
def attacked():
    summaries = hostile()
    return digest_of(told_story(1, summaries), summaries=summaries)


def test_hostile_text_is_shown_as_it_is_in_markdown(attacked):
    markdown = FORMATS["md"].write(attacked)
    tokens = MarkdownIt("commonmark").parse(markdown)
    kinds = {child.type for token in tokens for child in token.children or ()} | {token.type for token in tokens}
    assert not kinds & {"html_inline", "html_block", "em_open", "code_block", "image", "fence"}
    links = [child.attrs["href"] for token in tokens for child in token.children or () if child.type == "link_open"]
    assert all(link.startswith("https://x.example/") for link in links)
    assert HOSTILE[0] in "\n".join(shown(markdown))


def test_hostile_text_breaks_out_of_nothing(attacked):
    atom = feedparser.parse(FORMATS["atom"].write(attacked))
    assert not atom.bozo
    assert len(atom.entries) == 1
    (item,) = json.loads(FORMATS["jsonfeed"].write(attacked))["items"]
    for html in (item["content_html"], FORMATS["html"].write(attacked)):
        assert "<script" not in html
        assert "<img" not in html
        assert "7 * 7" in html
        assert 'href="javascript' not in html
    for form in ("jsonld", "annotations"):
        document = FORMATS[form].write(attacked)
        assert json.loads(document)
        assert "<" not in document
    jsonschema.validate(json.loads(FORMATS["json"].write(attacked)), digest_schema())


def test_a_story_of_articles_of_which_nothing_is_known_can_be_told():
    bare = [summary_of("a", "The mill burned.", Claim(sentences=[1], text="The mill burned."))]
    story = told_story(1, bare)
    for form, each in FORMATS.items():
        assert "The mill burned" in each.write(digest_of(story, summaries=bare)), form
