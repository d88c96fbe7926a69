import json
from datetime import date

import pytest
from in_process import onrecord
from old_stores import old_store, upgraded_to

from onrecord import Article, UsageError
from onrecord.extraction import PromptUsed, Summary
from onrecord.store import open_store
from onrecord.stories import StoryKeeper, stories, update_stories
from onrecord.usage import Usage

FERRY = (
    "The ferry Marigold ran aground off Tarn Island on Monday with 212 passengers on board. Lifeboats from Ellmouth "
    "took everybody off before the tide turned, the coastguard said. The captain, Ida Falk, said that the rudder "
    "had jammed in the channel. Divers are to look at the hull of the Marigold on Wednesday."
)
FERRY_ELSEWHERE = (
    "All passengers of the Marigold are safe after the ferry grounded near Tarn Island. The coastguard sent three "
    "lifeboats from Ellmouth. Captain Falk blamed a jammed rudder; an inquiry will question the crew of the ferry. "
    "Passengers spoke of a loud bang in the channel, then of calm."
)
FERRY_LATER = (
    "Divers found a crack in the hull of the ferry Marigold, which ran aground off Tarn Island. The rudder had been "
    "repaired in Ellmouth in spring, the owner of the ferry said. Captain Ida Falk keeps her licence while the inquiry "
    "into the grounding goes on, the coastguard said."
)
BANK = (
    "The central bank of Norland raised its rate by half a point to four percent on Monday. Governor Bo Chen said that "
    "inflation had proved stubborn. Economists had expected a smaller step, and mortgages will cost more from July. "
    "Shares in Norland's lenders fell."
)
CUP = (
    "Ravens Brack won the national handball cup for the third time, beating Lindow 31 to 28. Goalkeeper Mia Sund saved "
    "four penalties in the final. Coach Per Holt called it the sweetest evening of his career, and thousands sang in "
    "the streets of Brack."
)


def made(name, text, day, **known):
    return Article(text, id=name, published=date.fromisoformat(day), language="en", **known)


NEWS = [
    made("ferry-1", FERRY, "2026-11-02", title="Ferry Marigold runs aground", source="Ellmouth Mail"),
    made("bank-1", BANK, "2026-11-02", title="Norland raises its rate", source="Norland Post"),
    made("ferry-2", FERRY_ELSEWHERE, "2026-11-03", title="All safe after ferry grounds", source="Norland Post"),
    made("cup-1", CUP, "2026-11-03", title="Ravens win the cup", source="Ellmouth Mail"),
    made("ferry-3", FERRY_LATER, "2026-11-05", title="Crack found in the Marigold", source="Tarn Herald"),
]
COPY = made("ferry-copy", f"{FERRY} More to follow.", "2026-11-03", title="Ferry aground", source="The Wire")


def put(store, *articles):
    run = store.run("fake", (PromptUsed("claim", "abc"),))
    for article in articles:
        run.keep(Summary(article, "fake", (PromptUsed("claim", "abc"),), "ok", usage=Usage(), seconds=0.1))
    run.end()


def told(store, **wanted):
    return {story.articles for story in stories(store, **wanted)}


@pytest.fixture
def full(store):
    put(store, *NEWS)
    update_stories(store)
    return store


def test_articles_on_the_same_happening_are_one_story(full):
    assert told(full) == {("ferry-1", "ferry-2", "ferry-3"), ("bank-1",), ("cup-1",)}


def test_a_story_has_a_headline_outlets_and_days(full):
    ferry = stories(full)[0]
    assert ferry.headline == "Ferry Marigold runs aground"
    assert ferry.outlets == ("Ellmouth Mail", "Norland Post", "Tarn Herald")
    assert (ferry.first, ferry.last) == (date(2026, 11, 2), date(2026, 11, 5))


def test_an_article_without_title_and_source_is_told_by_its_text_and_its_address(store):
    put(store, made("a", CUP, "2026-11-03", url="https://news.example/cup"))
    update_stories(store)
    (story,) = stories(store)
    assert story.headline.startswith("Ravens Brack won the national handball cup")
    assert story.outlets == ("news.example",)


def test_near_duplicates_stand_under_their_first(store):
    put(store, *NEWS, COPY)
    update_stories(store)
    ferry = stories(store)[0]
    assert ferry.near_duplicates == ("ferry-copy",)
    assert ferry.articles == ("ferry-1", "ferry-2", "ferry-copy", "ferry-3")


def test_a_copy_under_another_headline_and_with_more_of_its_own_is_a_near_duplicate(store):
    title = "Skipper blames broken steering gear in harbour drama"
    put(store, *NEWS, made("renamed", COPY.text, "2026-11-03", title=title, source="Gull Gazette"))
    update_stories(store)
    assert stories(store)[0].near_duplicates == ("renamed",)


def test_nothing_is_done_twice_and_ids_stay(full):
    before = stories(full)
    assert update_stories(full).articles == 0
    put(full, made("bank-2", BANK.replace("stubborn", "persistent") + " Mortgages follow.", "2026-11-04"))
    assert update_stories(full).articles == 1
    after = {story.id: story.articles for story in stories(full)}
    assert {story.id for story in before} == set(after)
    assert ("bank-1", "bank-2") in after.values()


def test_stories_are_the_same_one_at_a_time_and_all_at_once(full, tmp_path):
    with open_store(tmp_path / "other.db", create=True) as other:
        keeper = StoryKeeper(other)
        for article in NEWS:
            put(other, article)
            keeper.update()
        assert stories(other) == stories(full)


def test_a_corrected_article_changes_its_story_and_leaves_no_ghost(full):
    bank = next(story.id for story in stories(full) if "bank-1" in story.articles)
    put(full, made("bank-1", CUP.replace("31 to 28", "31 to 27"), "2026-11-04", title="Ravens win"))
    done = update_stories(full)
    assert (done.articles, done.changed) == (1, 1)
    assert told(full) == {("ferry-1", "ferry-2", "ferry-3"), ("bank-1", "cup-1")}
    put(full, made("fire-1", "Fire destroyed the mill of Osk, the brigade said. Nobody was hurt.", "2026-11-06"))
    update_stories(full)
    assert bank not in {story.id for story in stories(full)}


def test_a_keeper_forgets_what_a_corrected_article_said(store):
    put(store, *NEWS)
    keeper = StoryKeeper(store)
    keeper.update()
    put(store, made("cup-1", BANK.replace("half a point", "a point"), "2026-11-03"))
    put(store, made("cup-2", CUP, "2026-11-04"))
    keeper.update()
    assert ("cup-2",) in told(store)


def test_near_duplicates_of_a_corrected_article_stand_for_themselves(store):
    put(store, NEWS[0], COPY)
    update_stories(store)
    put(store, made("ferry-1", CUP, "2026-11-04"))
    update_stories(store)
    assert told(store) == {("ferry-1",), ("ferry-copy",)}
    assert not any(story.near_duplicates for story in stories(store))


def test_a_corrected_article_stays_the_first_of_those_that_copied_it(store):
    put(store, NEWS[0], COPY)
    update_stories(store)
    put(store, made("ferry-1", FERRY.replace("on Monday", "early on Monday"), "2026-11-04"))
    update_stories(store)
    (ferry,) = stories(store)
    assert (ferry.articles, ferry.near_duplicates) == (("ferry-1", "ferry-copy"), ("ferry-copy",))


def test_purged_articles_are_in_no_story(full):
    full.purge(["bank-1", "ferry-2"])
    update_stories(full)
    assert told(full) == {("ferry-1", "ferry-3"), ("cup-1",)}


def test_near_duplicates_of_a_purged_article_stand_for_themselves(store):
    put(store, NEWS[0], COPY)
    update_stories(store)
    store.purge(["ferry-1"])
    put(store, made("cup-1", CUP, "2026-11-04"))  # which may get the number that the purged one had
    update_stories(store)
    assert told(store) == {("ferry-copy",), ("cup-1",)}
    assert store.stories().copies(["ferry-copy", "cup-1"]) == {}
    put(store, made("ferry-3", FERRY, "2026-11-05"))
    update_stories(store)
    assert ("ferry-copy", "ferry-3") in told(store)


def test_an_article_can_join_two_stories_and_the_older_id_goes_on(store):
    one, other = FERRY.partition(" The captain")[0], "The captain" + FERRY.partition(" The captain")[2]
    put(store, made("a", one * 2, "2026-11-02"), made("b", other * 2, "2026-11-02"))
    update_stories(store)
    ids = {story.articles: story.id for story in stories(store)}
    assert set(ids) == {("a",), ("b",)}
    put(store, made("c", FERRY, "2026-11-02"))
    update_stories(store)
    assert [(story.id, set(story.articles)) for story in stories(store)] == [(ids[("a",)], {"a", "b", "c"})]


def test_the_same_happening_long_after_is_another_story(store):
    put(store, NEWS[0], made("again", FERRY_ELSEWHERE, "2031-06-01"))
    update_stories(store)
    assert told(store) == {("ferry-1",), ("again",)}


def test_stories_of_a_time(full):
    assert told(full, since="2026-11-04") == {("ferry-1", "ferry-2", "ferry-3")}
    assert told(full, day=date(2026, 11, 3)) == {("ferry-1", "ferry-2", "ferry-3"), ("cup-1",)}
    with pytest.raises(UsageError, match="give one of them"):
        stories(full, since="2026-11-04", day="2026-11-04")
    with pytest.raises(UsageError, match="is no time"):
        stories(full, since="yesterday")


def test_few_stories_are_remembered_and_the_rest_is_kept(store):
    put(store, *NEWS)
    StoryKeeper(store, remember=1).update()
    assert len(told(store)) >= 4
    put(store, COPY)
    with pytest.raises(UsageError, match="should be 1 or more"):
        StoryKeeper(store, remember=0).update()


def test_the_command_makes_what_is_missing_and_lists(tmp_path):
    with open_store(tmp_path / "news.db", create=True) as store:
        put(store, *NEWS, COPY)
    done = onrecord("stories", "--store", "news.db", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(
        "Ferry Marigold runs aground (story 1)\n"
        "  4 outlets: Ellmouth Mail, Norland Post and 2 others; 4 articles, 1 near-duplicate among them; 2026-11-02 to "
        "2026-11-05\n"
    )
    listed = json.loads(onrecord("stories", "-s", "news.db", "--day", "2026-11-05", "-f", "json", cwd=tmp_path).stdout)
    assert [story["articles"] for story in listed] == [["ferry-1", "ferry-2", "ferry-copy", "ferry-3"]]
    none = onrecord("stories", "-s", "news.db", "--since", "2027-01-01", cwd=tmp_path)
    assert (none.returncode, none.stdout) == (0, "")
    assert (
        "no story of that time: the newest article is of 2026-11-05; `--day 2026-11-05` lists that day" in none.stderr
    )


def test_a_store_of_before_gets_stories(tmp_path):
    old_store(tmp_path / "news.db")
    upgraded_to(7, tmp_path / "news.db")
    with open_store(tmp_path / "news.db") as store:
        assert stories(store) == []
        update_stories(store)
        assert len(stories(store)) == 1


def test_a_store_that_cannot_be_written_is_listed_as_it_is(tmp_path, monkeypatch):
    with open_store(tmp_path / "news.db", create=True) as store:
        put(store, *NEWS)
        update_stories(store)
    monkeypatch.setattr("onrecord.store._sqlite._can_write", lambda _: False)
    with open_store(tmp_path / "news.db") as store:
        assert store.read_only
        assert len(stories(store)) == 3


def test_an_article_without_words_and_one_with_a_broken_address_are_listed(store):
    put(store, made("empty", "—", "2026-11-04"), made("broken", CUP, "2026-11-03", url="http://[::1/cup"))
    update_stories(store)
    found = {story.articles[0]: story for story in stories(store)}
    assert found["empty"].headline == "—"
    assert found["broken"].outlets == ()
