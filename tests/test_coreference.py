"""Mentions of happenings that are one: how they are linked, and how the benchmark scores that."""

import json
import runpy
from pathlib import Path

import pytest

from onrecord.grounding import content_stem
from onrecord.stories._coreference import Linker, Mention
from onrecord.stories._meanings import TOLD_ALIKE

BENCHMARK = runpy.run_path(str(Path(__file__).parents[1] / "benchmarks" / "coreference.py"))


def event(article, word, *, sentence=1, around="", language="en"):
    stems = frozenset(content_stem(each, language) for each in around.split())
    return Mention(article, frozenset([content_stem(word, language)]), frozenset(), language, sentence, stems)


def fact(article, told, names="", language="en"):
    stems = frozenset(filter(None, (content_stem(each, language) for each in told.split())))
    return Mention(article, stems, frozenset(names.split()), language)


# Events


def test_events_of_one_word_are_one_within_an_article_and_across():
    mentions = [event("a", "arrested"), event("b", "arrests"), event("a", "arrest", sentence=4), event("b", "sailed")]
    assert Linker(mentions).events() == [[0, 1, 2], [3]]


def test_words_that_news_tell_one_happening_with_are_one():
    mentions = [event("a", "quake"), event("b", "earthquake"), event("a", "injured"), event("b", "hurt")]
    assert Linker(mentions).events() == [[0, 1], [2, 3]]


def test_words_that_stand_in_one_sentence_tell_several_happenings():
    around = "rangers warden river"
    apart = [event("a", "shelter", around=around), event("b", "lodging", around=around)]
    assert Linker(apart).events() == [[0, 1]]
    together = [*apart, event("c", "shelter", around=around), event("c", "lodging", around=around)]
    assert [0, 1] not in [group[:2] for group in Linker(together).events()]


def test_a_word_has_one_meaning():
    for language, table in TOLD_ALIKE.items():
        stems = [{content_stem(word, language) for word in line.split()} for line in table.strip().splitlines()]
        assert sum(map(len, stems)) == len(set().union(*stems))


# Facts


def test_facts_need_more_in_common_than_names():
    names = "marigold tarn ellmouth"
    linker = Linker([fact("a", "divers look hull", names), fact("b", "owner sold ship", names)])
    assert linker.facts() == [[0], [1]]


def test_a_fact_has_one_mention_of_an_article_at_most_the_closest():
    mentions = [fact("a", "rudder jammed channel"), fact("b", "rudder jammed"), fact("b", "rudder jammed channel")]
    assert Linker(mentions).facts() == [[0, 2], [1]]


def test_words_of_one_meaning_are_of_their_language_alone():
    english = [fact("a", "passengers hurt"), fact("b", "passengers injured")]
    german = [fact("a", "hurt", language="de"), fact("b", "injured", language="de")]
    assert Linker(english).facts() == [[0, 1]]
    assert Linker(german).facts() == [[0], [1]]


def test_groups_do_not_depend_on_the_order_of_mentions():
    mentions = [
        fact(article, told) for article in "abc" for told in ("rudder jammed", "divers look hull", "tug tows ferry")
    ]
    expected = {frozenset(map(mentions.__getitem__, group)) for group in Linker(mentions).facts()}
    backwards = mentions[::-1]
    assert {frozenset(map(backwards.__getitem__, group)) for group in Linker(backwards).facts()} == expected


# The benchmark


def test_scores_are_those_computed_by_hand():
    found = BENCHMARK["scores"]("aaabb", "xxyyy")
    assert found["muc"] == pytest.approx(2 / 3)
    assert found["b_cubed"] == pytest.approx(11 / 15)
    assert found["ceaf_e"] == pytest.approx(0.8)
    assert found["conll"] == pytest.approx((2 / 3 + 11 / 15 + 0.8) / 3)


def test_scores_count_what_stands_alone():
    found = BENCHMARK["scores"]("aab", "xyz")
    assert found["muc"] == 0
    assert found["b_cubed"] == pytest.approx(0.8)  # precision 1, recall 2/3
    assert found["ceaf_e"] == pytest.approx(2 * (5 / 9) * (5 / 6) / (5 / 9 + 5 / 6))  # 2/3 and 1, of 3 and of 2


def test_the_benchmark_reads_mentions_and_links_them(tmp_path, capsys):
    articles = {
        "1_1ecb": "quake hit Tarn",
        "1_2ecb": "earthquake hit Tarn",
        "2_1ecb": "choir sang in Holm",
        "2_2ecb": "choir sang songs in Holm",
    }
    rows = [
        f"{name}\t0\t{place}\t{word}\t-" for name, text in articles.items() for place, word in enumerate(text.split())
    ]
    (tmp_path / "ECB_Test_corpus.txt").write_text("\n".join(rows), encoding="utf-8")
    mentions = [
        ("1_1ecb", 0, "quake", "A"),
        ("1_2ecb", 0, "earthquake", "A"),
        ("1_1ecb", 1, "hit", "B"),
        ("2_1ecb", 1, "sang", "C"),
        ("2_2ecb", 1, "sang", "C"),
    ]
    plain = [
        {"doc_id": a, "sent_id": 0, "tokens_number": [n], "tokens_str": w, "coref_chain": e} for a, n, w, e in mentions
    ]
    (tmp_path / "ECB_Test_Event_gold_mentions.json").write_text(json.dumps(plain), encoding="utf-8")
    figures = BENCHMARK["report"]("Test", BENCHMARK["corpus"](tmp_path, "Test"))
    assert figures["by their words"]["linked"]["conll"] == pytest.approx(1)
    assert figures["by their words"]["same lemma"]["conll"] < 1
    assert "linked" in capsys.readouterr().out
