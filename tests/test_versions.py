"""Articles that were corrected under their ids: which text is current, what is read of it, and what changed."""

import asyncio
import json

import pytest

from onrecord.article import Article
from onrecord.batch import BatchOptions, known_articles, run_batch
from onrecord.errors import ModelError, UsageError
from onrecord.extraction import PromptUsed, Summary, choose_prompts, prompts_used
from onrecord.grounding import Support
from onrecord.testing import FakeModel, answer_text

PROMPTS = choose_prompts(kinds=["claim"])

FERRY = (
    "The ferry sank off the old port on Monday after a fire in the engine room that nobody had seen in time. "
    "Eleven people were rescued by the coast guard. The mayor of the town thanked all who had helped that night. "
    "Divers will look for the wreck as soon as the storm is over. The owner of the ferry did not answer calls."
)
CORRECTED = FERRY.replace("Eleven", "Fourteen")


def said(request):
    """A claim for each sentence that is asked about, in its words."""
    sentences = [each for each in Article(request.shown).sentences if each.text in request.asked]
    claims = [{"sentences": [each.number], "text": each.text} for each in sentences]
    return answer_text({"claims": claims})


class Slow(FakeModel):
    """Takes its time for what it is asked first."""

    begun = 0

    async def fill(self, request):
        self.begun += 1
        await asyncio.sleep(0.3 if self.begun == 1 else 0)
        return await super().fill(request)


async def batch(store, *texts, model=None, dedupe=True, name="fake", **options):
    """A session over these texts, each under the id `n1` unless it is an article; the model that was asked."""
    model = model or FakeModel(said, slots=8)
    run = store.run(name, prompts_used(PROMPTS, name))

    async def source():
        for text in texts:
            yield text if isinstance(text, Article) else Article(text, "n1")

    if dedupe:
        async with known_articles(run) as known:
            await run_batch(source(), PROMPTS, model, run, BatchOptions(near_duplicates=known, **options))
    else:
        await run_batch(source(), PROMPTS, model, run, BatchOptions(**options))
    return model


def exported(store, **options):
    return [each.article.text for each in store.summaries(**options)]


@pytest.mark.parametrize("dedupe", [True, False])
@pytest.mark.parametrize("sessions", [[[FERRY], [CORRECTED]], [[FERRY, CORRECTED]]], ids=["two sessions", "one"])
async def test_a_corrected_article_is_given_out_once_by_its_newest_text(store, sessions, dedupe):
    for texts in sessions:
        await batch(store, *texts, dedupe=dedupe, model=Slow(said, slots=8))
    [current] = store.summaries()
    assert (current.article.text, current.version, current.copy_of) == (CORRECTED, None, None)
    assert [record.record.text for record in current.records if "people" in record.record.text] == [
        "Fourteen people were rescued by the coast guard."
    ]
    found = [(each.version, each.article.text) for each in store.summaries(all_versions=True)]
    assert found == [(1, FERRY), (2, CORRECTED)]
    assert store.totals().articles == 1


async def test_a_version_that_waits_for_its_original_comes_before_the_next(store):
    first, other = Article(FERRY, "first"), "The council of the town voted for a second bridge over the river."
    await batch(store, first, FERRY, other, model=Slow(said, slots=8))
    assert exported(store) == [FERRY, other]
    assert exported(store, all_versions=True) == [FERRY, FERRY, other]


async def test_of_a_new_version_only_what_changed_is_read(store):
    await batch(store, FERRY)
    model = await batch(store, f"{CORRECTED} An earlier version of this story had another number.")
    assert [request.asked for request in model.requests] == [
        "Fourteen people were rescued by the coast guard.",
        "An earlier version of this story had another number.",
    ]
    [current] = store.summaries()
    assert (len(current.records), current.problems, current.left_out, current.status) == (6, (), 0, "ok")
    assert all(record.supported for record in current.records)
    spans = [current.article.text[each.evidence[0].start : each.evidence[0].end].strip() for each in current.records]
    assert spans == [each.record.text for each in current.records]


async def test_a_record_that_is_weaker_in_a_near_duplicate_is_left_out_of_a_run_that_keeps_stronger_ones(store):
    turned = FERRY.replace("the storm is over", "the great storm is over")
    await batch(store, Article(FERRY, "n1"), Article(turned, "n2"))
    levels = [{str(record.support) for record in each.records} for each in store.summaries()]
    assert levels == [{"exact"}, {"exact", "reworded"}]
    await batch(store, Article(FERRY, "n1"), Article(turned, "n2"), weakest=Support.NORMALIZED, name="other")
    kept = list(store.summaries())
    assert [{str(record.support) for record in each.records} for each in kept] == [{"exact"}, {"exact"}]
    assert [each.left_out for each in kept] == [0, 1]


async def test_a_small_change_is_read_though_a_near_duplicate_would_not_be(store):
    await batch(store, FERRY)
    model = await batch(store, FERRY.replace("answer calls", "answer any calls"))
    assert [request.asked for request in model.requests] == ["The owner of the ferry did not answer any calls."]


async def test_a_record_of_which_one_sentence_changed_is_read_again(store):
    both = FakeModel([answer_text({"claims": [{"sentences": [2, 3], "text": "Eleven people were rescued."}]})])
    await batch(store, FERRY, model=both)
    model = await batch(store, FERRY.replace("mayor of the town thanked", "mayor of the town blamed"))
    assert [request.asked for request in model.requests] == [
        "Eleven people were rescued by the coast guard. The mayor of the town blamed all who had helped that night."
    ]


@pytest.mark.parametrize("script", [[ModelError("gone")], [answer_text({"claims": []}), ModelError("gone")]])
async def test_a_new_version_of_what_was_not_read_whole_is_read_whole(store, script):
    await batch(store, FERRY, model=FakeModel(script), sentences_per_call=3)
    assert [each.status for each in store.summaries()] == ["failed" if len(script) == 1 else "partial"]
    model = await batch(store, CORRECTED)
    assert [request.asked for request in model.requests] == [CORRECTED]
    assert len(list(store.changes())) == len(script) - 1, "a version that failed has no records to compare with"


async def test_a_text_that_comes_again_stays_what_it_is_where_the_newer_one_comes_too(store):
    other = Article("The council of the town voted for a second bridge.", "n2")
    await batch(store, FERRY)
    await batch(store, CORRECTED)
    for texts in ([CORRECTED, FERRY], [FERRY, CORRECTED], [other]):
        model = await batch(store, *texts)
        assert CORRECTED in exported(store)
        assert FERRY not in exported(store)
    assert len(model.requests) == 1


async def test_a_text_that_was_put_back_is_the_current_one(store):
    for text in (FERRY, CORRECTED, FERRY):
        model = await batch(store, text)
    assert (exported(store), model.requests) == ([FERRY], [])
    assert exported(store, all_versions=True) == [FERRY, CORRECTED]
    assert [(each.earlier.version, each.later.version) for each in store.changes()] == [(2, 3)]


async def test_versions_are_those_of_a_run(store):
    await batch(store, FERRY)
    await batch(store, CORRECTED)
    await batch(store, FERRY, name="other")
    assert exported(store, run=1) == [CORRECTED]
    assert exported(store, run=2) == [FERRY]


async def test_only_the_current_version_is_asked_for_again(store):
    failing = FakeModel(lambda _: ModelError("gone"))
    await batch(store, FERRY, model=failing)
    await batch(store, CORRECTED, model=failing)
    model = await batch(store, retry_failed=True)
    assert [request.asked for request in model.requests] == [CORRECTED]


def kept(run, number, claims, name="a"):
    """Keep a version whose records are these claims, each on a sentence of its own."""
    from onrecord.grounding import Grounder
    from onrecord.kinds import Claim

    article = Article(f"Version {number}. {' '.join(claims)}", name)
    grounder = Grounder(article)
    records = [Claim(sentences=[place], text=text) for place, text in enumerate(claims, start=2)]
    run.keep(Summary(article, "fake", (), "ok", tuple(map(grounder.ground, records))))


def test_what_changed_is_added_dropped_or_altered(store):
    run = store.run("fake", (PromptUsed("claim", "x"),))
    kept(run, 1, ["Eleven people were rescued on Monday.", "The harbour stays closed.", "The mayor gave thanks."])
    kept(run, 2, ["The mayor gave thanks.", "Fourteen people were rescued on Monday.", "A diver found the bell."])
    kept(run, 1, ["Nobody was hurt."], "b")
    run.end()
    [change] = store.changes()
    texts = [[each.record.text for each in found] for found in (change.added, change.dropped)]
    assert texts == [["A diver found the bell."], ["The harbour stays closed."]]
    assert [(old.record.text, new.record.text) for old, new in change.altered] == [
        ("Eleven people were rescued on Monday.", "Fourteen people were rescued on Monday.")
    ]
    assert (change.earlier.version, change.later.version) == (1, 2)
    assert [each.later.article.id for each in store.changes("a")] == ["a"]
    assert list(store.changes("b")) == []
    with pytest.raises(UsageError, match="run 1 has read no article c"):
        list(store.changes("c"))


def test_the_most_similar_records_are_paired_and_each_once(store):
    run = store.run("fake", (PromptUsed("claim", "x"),))
    kept(run, 1, ["The bridge cost 10 million crowns.", "The bridge cost 12 million crowns in all."])
    kept(run, 2, ["The bridge cost 13 million crowns in all."])
    run.end()
    [change] = store.changes()
    assert [(old.record.text, new.record.text) for old, new in change.altered] == [
        ("The bridge cost 12 million crowns in all.", "The bridge cost 13 million crowns in all.")
    ]
    assert [each.record.text for each in change.dropped] == ["The bridge cost 10 million crowns."]


def test_documents_say_which_version_they_are_where_all_are_given(store):
    run = store.run("fake", (PromptUsed("claim", "x"),))
    for number in (1, 2):
        kept(run, number, ["The harbour stays closed."])
    run.end()
    assert [json.loads(each)["version"] for each in store.documents(all_versions=True)] == [1, 2]
    assert "version" not in json.loads(next(store.documents()))
