"""Plain data of summaries means the summary, both ways."""

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from onrecord import Article, Grounder, Summary, Usage, as_dict
from onrecord.evals._gold import load_gold
from onrecord.extraction import PromptUsed
from onrecord.plain import summary_of

GOLD = load_gold(Path(__file__).parents[1] / "evals")


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold.article.id)
def test_a_summary_comes_back_from_its_json_as_it_was(gold):
    grounder = Grounder(gold.article)
    records = tuple(grounder.ground(each.record()) for each in gold.records)
    summary = Summary(
        gold.article,
        "fake",
        (PromptUsed("records", "ab"),),
        "partial",
        records,
        ("a problem",),
        2,
        Usage(1, 2, 3, 4),
        0.5,
    )
    assert summary_of(json.loads(json.dumps(as_dict(summary)))) == summary


def test_unsupported_values_and_what_is_known_of_an_article_come_back_too():
    moment = datetime(2026, 1, 2, 7, 30, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    article = Article("It rained.", "a", "Rain", "https://example.org/a", moment, "de", "Wire")
    record = GOLD[0].records[0].record()
    grounded = Grounder(article).ground(record.model_copy(update={"sentences": [1]}))
    assert not grounded.supported
    summary = Summary(article, "fake", (), "ok", (grounded,))
    plain = json.loads(json.dumps(as_dict(summary)))
    assert (plain["article"]["published"], plain["article"]["published_at"]) == (
        "2026-01-02",
        "2026-01-02T07:30:00+05:30",
    )
    assert summary_of(plain) == summary
    del plain["article"]["published_at"]  # which files of earlier days lack
    assert summary_of(plain).article.published == moment.date()
