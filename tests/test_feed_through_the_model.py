"""The main job of a batch, for real: ten articles of a feed through the embedded model into a store and out again."""

import json

import pytest
from conftest import run

pytestmark = [pytest.mark.model, pytest.mark.timeout(1800), pytest.mark.xdist_group("model")]

SPEAKERS = [f"{first} Brill" for first in ("Ada", "Ben", "Cora", "Dan", "Eva", "Finn", "Gwen", "Hugo", "Iris", "Jack")]
PLACES = ["Arden", "Brook", "Colby", "Dale", "Elton", "Farley", "Grove", "Hatton", "Ilford", "Jarrow"]
ITEM = """<item><guid>{number}</guid><title>Bridge {number}</title><pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate>
<description>&lt;p&gt;The old bridge of {place} was closed on Monday. “It will open again in May,” said
{speaker}, an engineer.&lt;/p&gt;</description></item>"""


def test_ten_articles_of_a_feed_are_read_stored_and_exported(tmp_path):
    items = [
        ITEM.format(number=number, place=place, speaker=speaker)
        for number, (place, speaker) in enumerate(zip(PLACES, SPEAKERS, strict=True))
    ]
    feed = tmp_path / "feed.xml"
    feed.write_text(f'<rss version="2.0"><channel><title>Bridges</title>{"".join(items)}</channel></rss>')
    options = ("--pages", "never", "--no-dedupe", "--kind", "statement")
    done = run("batch", feed, "--store", tmp_path / "news.db", *options, timeout=1700)
    assert done.returncode == 0, done.stderr
    again = run("batch", feed, "--store", tmp_path / "news.db", *options, timeout=60)
    assert again.returncode == 0, again.stderr
    exported = run("export", "--store", tmp_path / "news.db", "-o", tmp_path / "news.jsonl")
    assert exported.returncode == 0, exported.stderr
    summaries = [json.loads(line) for line in (tmp_path / "news.jsonl").read_text().splitlines()]
    assert len(summaries) == 10
    assert {each["status"] for each in summaries} == {"ok"}
    assert {each["article"]["published"] for each in summaries} == {"2026-03-02"}
    said = [record for each in summaries for record in each["records"] if record["kind"] == "statement"]
    assert all(record["evidence"] for record in said)
    assert len({name for record in said for name in record["speakers"]} & set(SPEAKERS)) >= 8
