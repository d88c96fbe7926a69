"""From feeds on loopback to the digest: the labelled stories through the commands, with a model that has the labels."""

import json
from dataclasses import dataclass, replace
from email.utils import format_datetime
from html import escape
from itertools import combinations
from random import Random
from subprocess import CompletedProcess

import pytest
from conftest import DATABASES, news_in, shown
from endpoint_server import EndpointServer, answer
from in_process import onrecord
from news_server import NewsServer
from story_set import STORIES, texts_of

from onrecord.evals import load_stories
from onrecord.extraction import PromptUsed
from onrecord.sources.web._polite import Turns
from onrecord.store import open_store
from onrecord.stories import StoryKeeper, stories
from onrecord.testing import answer_text


def rss(outlet, texts):
    """A feed of RSS with these texts in full."""
    items = "".join(
        f"<item><guid isPermaLink='false'>{text.article.id}</guid><title>{escape(text.article.title)}</title>"
        f"<link>{text.article.url}</link><pubDate>{format_datetime(text.moment)}</pubDate>"
        f"<content:encoded>{escape(paragraphs(text))}</content:encoded></item>"
        for text in texts
    )
    language = texts[0].article.language
    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{escape(outlet)}</title><language>{language}</language>{items}</channel></rss>"
    )


def atom(outlet, texts):
    """A feed of Atom with these texts in full."""
    entries = "".join(
        f"<entry><id>{text.article.id}</id><title>{escape(text.article.title)}</title><link href='{text.article.url}'/>"
        f"<published>{text.moment.isoformat()}</published><updated>{text.moment.isoformat()}</updated>"
        f"<content type='html'>{escape(paragraphs(text))}</content></entry>"
        for text in texts
    )
    language = texts[0].article.language
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}"><title>{escape(outlet)}</title>'
        f"<id>urn:x:{escape(outlet)}</id><updated>2026-11-27T00:00:00Z</updated>{entries}</feed>"
    )


def paragraphs(text):
    return "".join(f"<p>{escape(each)}</p>" for each in text.article.text.split("\n\n"))


def feeds(texts):
    """The feed of each outlet, by its path, with these texts, the newest first; every other outlet has one of RSS."""
    by_outlet = {}
    for text in reversed(texts):
        by_outlet.setdefault(text.article.source, []).append(text)
    return {f"/{place}": (rss, atom)[place % 2](*each) for place, each in enumerate(sorted(by_outlet.items()))}


def labels(texts):
    """What an endpoint answers: all labelled records of a text, whichever of its sentences it is asked for."""
    by_sentences = {tuple(each.text for each in text.article.sentences): text for text in texts}

    def reply(seen):
        asked = shown(seen)
        text = by_sentences[tuple(asked.values())]
        answers = {}
        for labelled in text.gold.records:
            record = labelled.record()
            answers.setdefault(record.plural, []).append(record.model_dump(exclude_none=True))
        return answer(answer_text(answers))

    return reply


@dataclass
class Read:
    """What a reader gets who reads all feeds once."""

    batch: CompletedProcess
    calls: int
    stories: list
    digest: dict


@pytest.fixture(scope="module")
def labelled():
    return load_stories(STORIES)


@pytest.fixture(scope="module", params=DATABASES)
def folder(request, tmp_path_factory):
    with news_in(request, tmp_path_factory.mktemp("news")) as folder:
        yield folder


@pytest.fixture(scope="module")
def reads(labelled, folder):
    """The feeds as they were first, when two articles had been corrected, and once more when nothing had changed."""
    texts = texts_of(labelled)
    first, last = ({text.article.id: text for text in order}.values() for order in (reversed(texts), texts))
    with pytest.MonkeyPatch.context() as patch, NewsServer() as site, EndpointServer(labels(texts)) as endpoint:
        patch.setattr("onrecord.sources.web._fetch.Turns", lambda _: Turns(0.0))  # no pauses, as all are on one host
        return [read(folder, site, endpoint, given) for given in (first, last, last)]


def read(folder, site, endpoint, texts):
    site.answers = feeds(sorted(texts, key=lambda text: text.moment))
    before = len(endpoint.requests)
    sources = [f"{site.url}{path}" for path in site.answers]
    options = ["--store", "news.db", "--model", "openai/x", "--allow-private"]
    batch = onrecord("batch", *sources, *options, cwd=folder, OPENAI_BASE_URL=endpoint.url)
    listed = onrecord("stories", "--store", "news.db", "--format", "json", cwd=folder)
    digest = json.loads(digest_in(folder, "--format", "json"))
    return Read(batch, len(endpoint.requests) - before, json.loads(listed.stdout), digest)


def digest_in(folder, *options):
    return onrecord("digest", "--store", "news.db", "--since", "2026-11-24", *options, cwd=folder).stdout


def name_of(article):
    """The labelled id in the id of an article of a feed, which has the feed before it."""
    return article.rpartition("#")[2]


def told(read, name):
    """The story in a digest that has an article."""
    (story,) = [each for each in read.digest["stories"] if name in map(name_of, ids(each))]
    return story


def ids(story):
    return [each["article"] for each in story["articles"]]


def test_each_article_of_the_feeds_is_read_once_and_a_corrected_one_again(reads):
    assert [each.batch.returncode for each in reads] == [0, 0, 0]
    assert "49 ok, 0 partial, 0 failed; 4 of them near-duplicates" in reads[0].batch.stdout
    assert "2 articles have a new version" in reads[1].batch.stdout
    assert reads[1].calls < 5
    assert reads[2].calls == 0
    assert reads[2].digest == reads[1].digest


def test_the_labelled_stories_are_found(reads, labelled):
    found = {frozenset(map(name_of, story["articles"])) for story in reads[-1].stories}
    right = [story for story in labelled if {text.article.id for text in story.texts} in found]
    assert len(right) >= 11


def test_the_first_article_of_each_story_comes_first_though_it_was_corrected(reads, labelled):
    for story in labelled:
        assert name_of(ids(told(reads[-1], story.expected.first))[0]) == story.expected.first


def test_near_duplicates_stand_under_their_first_and_add_no_voice(reads, labelled):
    for copied in (each for story in labelled for each in story.expected.near_duplicates):
        story = told(reads[-1], copied.copy)
        (copy,) = [each for each in story["articles"] if name_of(each["article"]) == copied.copy]
        assert name_of(copy["copy_of"]) == copied.of.partition("@")[0]
        for fact in story["facts"]:
            others = {each["article"] for each in fact["reports"]} - {copy["article"]}
            assert copy["outlet"] not in fact["outlets"] or not others, fact["what"]


def test_a_dispute_is_told_with_both_sides_quoted(reads, folder):
    told_of = [fact for fact in told(reads[-1], "skarvik-ferry-courier")["facts"] if "radar" in fact["what"]]
    (dispute,) = [each for fact in told_of for each in fact["disagreements"] if each["about"] == "denial"]
    assert dispute["kind"] == "dispute"
    assert [side["reports"][0]["outlet"] for side in dispute["sides"]] == ["Tarnes Courier", "Fjord Telegraph"]
    page = digest_in(folder, "--all")
    for side in dispute["sides"]:
        assert f"“{side['reports'][0]['text']}”" in page
    assert "denied that the crew had warned it" in dispute["sides"][1]["reports"][0]["text"]


def test_an_update_is_told_apart_from_a_dispute(reads):
    ferry = told(reads[-1], "skarvik-ferry-wire")
    found = [each for fact in ferry["facts"] for each in fact["disagreements"]]
    (deaths,) = [each for each in found if "Two people died" in each["sides"][0]["reports"][0]["text"]]
    assert (deaths["about"], deaths["kind"]) == ("number", "update")
    before, since = (side["reports"][0] for side in deaths["sides"][:2])
    assert (before["outlet"], before["current"], since["current"]) == ("Norland Wire", False, True)
    assert since["text"].startswith("Three people died")
    assert not any("Two people died" in json.dumps(each) for each in found if each is not deaths)


def test_a_corrected_article_leaves_no_ghost(reads, labelled):
    current = {text.article.id: text.article for text in texts_of(labelled)}
    for story in reads[-1].digest["stories"]:
        for article in story["articles"]:
            assert article["title"] == current[name_of(article["article"])].title
        for report in (report for fact in story["facts"] for report in fact["reports"]):
            assert report["text"] in [each.text for each in current[name_of(report["article"])].sentences]
    ferry = told(reads[0], "skarvik-ferry-wire")
    assert "Two dead as ferry Halvard runs aground off Skarvik" in [each["title"] for each in ferry["articles"]]


@pytest.mark.parametrize("seed", [0, 1])
def test_stories_hardly_depend_on_the_order_in_which_articles_come(labelled, tmp_path, seed):
    texts = list({text.article.id: text for text in texts_of(labelled)}.values())
    in_time = sorted(texts, key=lambda text: text.moment)
    Random(seed).shuffle(texts)
    one, other = (together(tmp_path / name, order) for name, order in (("a.db", in_time), ("b.db", texts)))
    assert 2 * len(one & other) > 0.75 * (len(one) + len(other))


def together(path, texts):
    """The pairs of articles that are in one story, when they come one at a time in this order."""
    with open_store(path, create=True) as store:
        keeper, run = StoryKeeper(store), store.run("labels", (PromptUsed("labels", "by hand"),))
        for text in texts:
            run.keep(replace(text.summary(), records=()))
            run.flush()
            keeper.update()
        run.end()
        return {pair for story in stories(store) for pair in combinations(sorted(story.articles), 2)}
