"""The digest of a day: how long it takes, from a store of articles that are made for the purpose.

`python benchmarks/digest.py` makes `--articles` articles of one day with 30 records each: of 50 outlets, on stories of
which the largest has a tenth of all, half of them with nearly the sentences that other articles of their story have.
They are stored and put into stories; a process of its own then makes the digest and writes every format.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from apart import made_word, measured_apart

from onrecord.article import Article, Span
from onrecord.digest import FORMATS, digest_of
from onrecord.extraction import PromptUsed, Summary
from onrecord.grounding import GroundedRecord, Support, Value
from onrecord.kinds import Claim, Event, Record, Statement
from onrecord.store import Store, open_store
from onrecord.stories import update_stories
from onrecord.usage import Usage

REACH = {"articles": 1_000, "seconds": 10, "words": 2_400}
PROMPTS = (PromptUsed("records", "made"),)
MORNING = datetime(2026, 11, 22, tzinfo=UTC)
SENTENCES, WORDS = 20, 18

Result = TypeVar("Result")


def made(count: int, seed: int = 0) -> Iterator[Summary]:
    """Summaries of articles of one day."""
    chance = random.Random(seed)
    words = [made_word(chance) for _ in range(20_000)]
    topics = [_Topic(chance, words) for _ in range(max(1, count // 6))]
    shares = [1 / (rank + 2) for rank in range(len(topics))]
    for number in range(count):
        yield _summary(number, chance.choices(topics, shares)[0], chance)


class _Topic:
    """What a story is about: the sentences that its articles have in common, and the words of others."""

    def __init__(self, chance: random.Random, words: list[str]) -> None:
        self.names = [word.capitalize() for word in chance.sample(words, 8)]
        self.words = chance.sample(words, 400)
        self.common = [self.sentence(chance) for _ in range(40)]

    def sentence(self, chance: random.Random) -> list[str]:
        return [chance.choice(self.names), *chance.choices(self.words, k=WORDS - 2), chance.choice(self.names)]


def _summary(number: int, topic: _Topic, chance: random.Random) -> Summary:
    shared = [list(sentence) for sentence in chance.sample(topic.common, SENTENCES // 2)]
    for sentence in shared:
        for place in chance.sample(range(1, WORDS - 1), 3):
            sentence[place] = chance.choice(topic.words)
    sentences = [" ".join(each) + "." for each in shared + [topic.sentence(chance) for _ in range(SENTENCES // 2)]]
    outlet, at = f"outlet{chance.randrange(50)}", MORNING + timedelta(minutes=chance.randrange(24 * 60))
    article = Article(
        " ".join(sentences),
        id=f"a{number}",
        title=" ".join(chance.sample(topic.names, 4)),
        url=f"https://{outlet}.example/{number}",
        published_at=at,
        language="en",
        source=outlet,
    )
    return Summary(article, "none", PROMPTS, "ok", tuple(_records(sentences)), usage=Usage(), seconds=0.0)


def _records(sentences: list[str]) -> Iterator[GroundedRecord]:
    """An event and a claim for each of the first sentences, and for each of the others what somebody says in it."""
    start = 0
    for number, sentence in enumerate(sentences, start=1):
        words, span = sentence.removesuffix(".").split(), Span(start, start + len(sentence))
        if number <= SENTENCES // 2:
            what = " ".join(words[:10])
            yield _grounded(Event(sentences=[number], what=what, who=[words[0]]), ("what", what), span)
            yield _grounded(Claim(sentences=[number], text=sentence), ("text", sentence), span)
        else:
            said = " ".join(words[2:14])
            record = Statement(sentences=[number], speakers=[words[0]], cue="said", content=said)
            yield _grounded(record, ("content", said), span)
        start += len(sentence) + 1


def _grounded(record: Record, value: tuple[str, str], span: Span) -> GroundedRecord:
    values = (Value(*value, Support.EXACT, (span,)),)
    return GroundedRecord(record, (span,), values, "direct" if isinstance(record, Statement) else None)


def filled(store: Store, count: int) -> None:
    run = store.run("none", PROMPTS)
    for summary in made(count):
        run.keep(summary)
    run.end()
    update_stories(store)


def speed(count: int) -> dict[str, Any]:
    return measured_apart(__file__, lambda store: filled(store, count))


def measure(path: Path) -> dict[str, Any]:
    """In a process of its own, as the command is."""
    with open_store(path) as store:
        made, composed, composed_processor = _timed(partial(digest_of, store))
        written = {name: _timed(partial(each.write, made)) for name, each in FORMATS.items()}
    return {
        "articles": sum(len(told.summary.sources) for told in made.stories),
        "stories": len(made.stories),
        "stories_in_full": len(made.full),
        "stories_in_a_line": len(made.lines),
        "words": len(written["md"][0].split()),
        "seconds": round(composed + max(spent for _, spent, _ in written.values()), 1),
        "composing_seconds": round(composed, 1),
        "composing_processor_seconds": round(composed_processor, 1),
        **{f"{name}_processor_seconds": round(processor, 2) for name, (_, _, processor) in written.items()},
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def _timed(act: Callable[[], Result]) -> tuple[Result, float, float]:
    """What an act gives, the seconds that it took, and those of the processor."""
    start, before = time.perf_counter(), time.process_time()
    done = act()
    return done, time.perf_counter() - start, time.process_time() - before


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=REACH["articles"], help="how many articles are made")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure(options.measure)))
        return
    figures = speed(options.articles)
    if options.json:
        options.json.write_text(json.dumps({**figures, "reach": REACH}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
