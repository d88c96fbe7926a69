"""The labelled stories: that they are consistent, what of them is refused, and their use as a model's answers."""

import json
import shutil
from collections import Counter
from difflib import SequenceMatcher
from itertools import combinations

import pytest
import yaml
from story_set import STORIES, put_stories, scripted

from onrecord import UsageError, choose_prompts, extract
from onrecord.evals import load_stories
from onrecord.grounding import Support
from onrecord.store import open_store

NAME = "skarvik-ferry"


@pytest.fixture(scope="module")
def stories():
    return load_stories(STORIES)


def differences(stories):
    return [each for story in stories for each in story.expected.differences if not each.optional]


def test_there_are_twelve_stories_of_three_to_five_outlets_in_three_days(stories):
    assert len(stories) == 12
    for story in stories:
        assert 3 <= len({text.article.source for text in story.texts}) <= 5
    days = {text.article.published.isoformat() for story in stories for text in story.texts}
    assert days == {"2026-11-24", "2026-11-25", "2026-11-26"}
    assert {text.article.language for story in stories for text in story.texts} == {"en", "de", "es"}


def test_texts_are_as_long_as_short_news_and_have_enough_records(stories):
    for text in (text for story in stories for text in story.texts):
        assert 80 <= len(text.article.text.split()) <= 180, text.ref
        assert len(text.gold.records) >= 5, text.ref


def test_updates_disputes_and_what_is_no_difference_are_planted(stories):
    kinds = Counter(each.kind for each in differences(stories))
    assert kinds["update"] >= 12
    assert kinds["dispute"] >= 12
    assert {each.about for each in differences(stories)} == {"number", "day", "place", "name", "status", "denial"}
    assert sum(len(story.expected.same) for story in stories) >= 12
    assert all(len(story.expected.must_tell) >= 3 for story in stories)


def test_several_articles_were_corrected_and_several_copied(stories):
    assert sum(any(text.ref.endswith("@2") for text in story.texts) for story in stories) >= 2
    assert sum(len(story.expected.near_duplicates) for story in stories) >= 3


def test_versions_and_near_duplicates_are_alike_and_no_other_texts_are(stories):
    for story in stories:
        original = {each.copy: each.of.partition("@")[0] for each in story.expected.near_duplicates}
        for one, other in combinations(story.texts, 2):
            share = SequenceMatcher(None, one.article.text.split(), other.article.text.split()).ratio()
            first, second = (original.get(text.ref, text.article.id) for text in (one, other))
            assert share > 0.8 if first == second else share < 0.5, (one.ref, other.ref, share)


def test_each_side_s_value_stands_in_a_record_that_rests_on_its_words(stories):
    for story in stories:
        texts = {text.ref: text for text in story.texts}
        for group in (story.expected.differences, story.expected.same):
            for side in (side for each in group for side in each.sides):
                for ref, words in side.told.items():
                    values = values_at(texts[ref], words)
                    assert any(each.casefold() in values for each in side.values), (ref, words)


def values_at(text, words):
    """All values of the records that rest on the sentence of some words, as one text."""
    start = text.article.text.index(words)
    number = next(each.number for each in text.article.sentences if each.span.start <= start < each.span.end)
    records = [labelled.record() for labelled in text.gold.records if number in labelled.sentences]
    return " ".join(str(value) for record in records for _, value in record if value).casefold()


def test_sides_have_values_that_no_other_side_has(stories):
    for each in differences(stories):
        for one, other in combinations(each.sides, 2):
            assert not set(one.values) & set(other.values), each.fact


def test_what_one_article_has_alone_no_other_words_so(stories):
    for story in stories:
        for alone in story.expected.alone:
            others = [text for text in story.texts if text.ref != alone.article]
            assert not any(alone.words in text.article.text for text in others), alone.fact


def test_the_articles_support_nearly_all_labelled_values(stories):
    supports = Counter(
        value.support
        for story in stories
        for text in story.texts
        for grounded in text.records()
        for value in grounded.values
    )
    assert supports[Support.UNSUPPORTED] < 0.02 * supports.total()
    assert sum(supports[level] for level in Support if level.holds) > 0.8 * supports.total()


def test_must_tell_knows_what_is_told(stories):
    died = next(
        each for story in stories if story.name == NAME for each in story.expected.must_tell if "three" in each.words
    )
    assert died.is_told_in("THREE people were killed.")
    assert not died.is_told_in("Two people were killed.")


def test_a_text_is_what_the_line_says(stories):
    first = next(story for story in stories if story.name == NAME).texts[0]
    assert (first.ref, first.article.id) == ("skarvik-ferry-wire@1", "skarvik-ferry-wire")
    assert first.article.source == "Norland Wire"
    assert first.moment.isoformat() == "2026-11-24T07:50:00+01:00"


def test_a_store_has_the_corrected_version_of_an_article(stories, tmp_path):
    with open_store(tmp_path / "news.db", create=True) as store:
        put_stories(store, stories)
        found = {summary.article.id: summary for summary in store.summaries()}
    assert len(found) == len({text.article.id for story in stories for text in story.texts})
    assert found["skarvik-ferry-wire"].article.text.startswith("Three people died")
    assert found["skarvik-ferry-wire"].records


async def test_a_scripted_model_answers_with_the_labels(stories):
    text = next(story for story in stories if story.name == NAME).texts[0]
    summary = await extract(text.article, choose_prompts(), scripted(stories))
    told = {grounded.record.as_sentence() for grounded in summary.records}
    assert summary.status == "ok"
    labelled = {grounded.record.as_sentence() for grounded in text.records()}
    assert len(told & labelled) > 0.7 * len(labelled)


# --- what is refused


@pytest.fixture
def changed(tmp_path):
    """Loads one story whose file was changed."""
    for kind, ending in (("articles", "jsonl"), ("labels", "yaml"), ("expected", "yaml")):
        (tmp_path / kind).mkdir()
        shutil.copy(STORIES / kind / f"{NAME}.{ending}", tmp_path / kind)

    def load(kind, change):
        path = tmp_path / kind / f"{NAME}.{'jsonl' if kind == 'articles' else 'yaml'}"
        before = path.read_text(encoding="utf-8")
        after = change(before)
        assert after != before
        path.write_text(after, encoding="utf-8")
        return load_stories(tmp_path)

    return load


def swap(old, new):
    return lambda text: text.replace(old, new, 1)


@pytest.mark.parametrize(
    ("kind", "change", "message"),
    [
        ("articles", swap('"Norland Wire"', '""'), "has no source"),
        ("articles", swap("T07:50:00+01:00", ""), "'published' has no time with a zone"),
        ("articles", swap('"text"', '"rest"'), "can't be read: "),
        ("articles", swap('"id": "skarvik-ferry-post"', '"id": "other"'), "there is no text 'skarvik-ferry-post'"),
        ("labels", lambda text: text[: text.index("skarvik-ferry-telegraph:")], "has no records of"),
        ("labels", swap("said", "said | "), "skarvik-ferry-wire@1: statement 1: cue: 'said | ' has an empty"),
        ("labels", swap('"Two people died when the car', '"Nobody died when the car'), "is not in the article's text"),
        ("expected", swap("about: number", "about: numbers"), "differences.0.about: Input should be"),
        ("expected", swap("must_tell", "has_to_tell"), "Field required"),
        ("expected", swap("first: skarvik-ferry-wire", "first: skarvik-ferry-post"), "but the earliest is 'skarvik"),
        (
            "expected",
            swap("wire@1: Two people", "wire@1: Six people"),
            "'Six people died' is not in the article's text",
        ),
        ("expected", swap("value: two", "value: six"), "don't have the value 'six'"),
        ("expected", swap("wire@1: Two people", "wire@9: Two people"), "there is no text 'skarvik-ferry-wire@9'"),
        ("expected", swap("of: skarvik-ferry-wire@1", "of: skarvik-ferry-wire@2"), "is not earlier than"),
        ("expected", swap("[Halvard,", "[Marigold,"), "no text has 'Marigold'"),
    ],
)
def test_what_is_wrong_is_refused_with_the_place_and_the_remedy(changed, kind, change, message):
    with pytest.raises(UsageError) as refused:
        changed(kind, change)
    assert message in str(refused.value)
    assert f"{kind}/{NAME}" in str(refused.value) or "labels/" in str(refused.value)


def test_an_update_is_told_in_the_order_of_time(changed):
    def reverse(text):
        expected = yaml.safe_load(text)
        expected["differences"][0]["sides"].reverse()
        return yaml.safe_dump(expected)

    with pytest.raises(UsageError, match="put the sides into the order of time"):
        changed("expected", reverse)


def test_words_stand_in_a_sentence_that_a_record_rests_on(changed):
    def without_search(text):
        labels = yaml.safe_load(text)
        told = labels["skarvik-ferry-wire@2"]
        for kind, records in told.items():
            told[kind] = [each for each in records if not any("A woman's body" in words for words in each["evidence"])]
        return yaml.safe_dump(labels)

    with pytest.raises(UsageError, match="no record rests on the sentence of 'the search was called off'"):
        changed("labels", without_search)


def test_a_file_without_its_articles_is_refused(changed, tmp_path):
    (tmp_path / "expected/other.yaml").write_text("about: nothing\n")
    with pytest.raises(UsageError, match=r"other.yaml: there is no articles/other.jsonl"):
        load_stories(tmp_path)


def test_articles_without_labels_are_refused(changed, tmp_path):
    (tmp_path / f"labels/{NAME}.yaml").unlink()
    with pytest.raises(UsageError, match="there is no such file; it should map each text"):
        load_stories(tmp_path)


def test_an_id_belongs_to_one_story(changed, tmp_path):
    for kind, ending in (("articles", "jsonl"), ("labels", "yaml"), ("expected", "yaml")):
        shutil.copy(STORIES / kind / f"{NAME}.{ending}", tmp_path / kind / f"zzz.{ending}")
    with pytest.raises(UsageError, match=f"is in {NAME}.jsonl and in zzz.jsonl"):
        load_stories(tmp_path)


def test_a_folder_without_articles_is_refused(tmp_path):
    with pytest.raises(UsageError, match=r"no \*\.jsonl file here"):
        load_stories(tmp_path)


def test_every_line_is_a_whole_article():
    for path in sorted((STORIES / "articles").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert set(json.loads(line)) == {"id", "title", "url", "published", "language", "source", "text"}
