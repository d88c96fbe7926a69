"""What composing makes of labelled records, and of records that a model filled in, against gold.

`python benchmarks/composing.py` measures with gold's own records, once with each alternative of their values;
`--answers evals/answers.jsonl` adds the records of the embedded model's recorded answers. `--fit` fits the weights of
links and ranks, says how well they do on each article that they weren't fitted on, and prints them.
"""

from __future__ import annotations

import argparse
import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from onrecord.compose import Composition, brief, compose
from onrecord.evals import GoldArticle, composing_ratios, load_gold
from onrecord.extraction import choose_prompts, extract
from onrecord.grounding import GroundedRecord, Grounder, fold
from onrecord.kinds import KINDS
from onrecord.models import AnswerFile, Recorded

ROOT = Path(__file__).parents[1]


class Read(NamedTuple):
    """An article with the records to compose."""

    gold: GoldArticle
    records: Sequence[GroundedRecord]


def labelled(gold: GoldArticle) -> Read:
    """The records of gold themselves, each with the first alternative of every value."""
    grounder = Grounder(gold.article)
    return Read(gold, [grounder.ground(record.record()) for record in gold.records])


async def recorded(gold: Sequence[GoldArticle], path: Path) -> list[Read]:
    """The records that a model's recorded answers come to."""
    answers, prompts = AnswerFile(path), choose_prompts(None)
    read = []
    for each in gold:
        model = Recorded("local", answers, window=answers.window("local"))
        read.append(Read(each, (await extract(each.article, prompts, model)).records))
    return read


def measured(read: Iterable[Read]) -> dict[str, float]:
    """The scores over articles, and the lengths of their briefs."""
    above, below = Counter[str](), Counter[str]()
    lengths = []
    for gold, records in read:
        composition = compose(gold.article, records)
        for name, (numerator, denominator) in composing_ratios(gold, records, composition).items():
            above[name] += numerator  # type: ignore[assignment]
            below[name] += denominator  # type: ignore[assignment]
        lengths.append(length(gold, records, composition))
    return {name: above[name] / below[name] for name in below if below[name]} | {"longest brief": max(lengths)}


def length(gold: GoldArticle, records: Sequence[GroundedRecord], composition: Composition) -> float:
    """The words of a brief as a share of those of its article."""
    lines = brief(gold.article, records, composition)
    return sum(len(each.text.split()) for each in lines) / len(gold.article.text.split())


def speakers(gold: Iterable[GoldArticle]) -> tuple[int, int]:
    """Of the other wordings that gold allows for those who speak, how many are the same entity as the first."""
    right = total = 0
    for each in gold:
        grounder = Grounder(each.article)
        most = max(record.alternatives for record in each.records)
        records = [grounder.ground(record.record(i)) for i in range(most) for record in each.records]
        found = {fold(form): entity.name for entity in compose(each.article, records).entities for form in (entity.name, *entity.forms)}
        for first, *others in alternatives(each):
            for other in others:
                total += 1
                right += found.get(fold(other)) == found.get(fold(first), "")
                if found.get(fold(other)) != found.get(fold(first), ""):
                    print("   ", each.article.id, repr(first), "/", repr(other), "->", found.get(fold(first)), "/", found.get(fold(other)))
    return right, total


def alternatives(gold: GoldArticle) -> Iterator[Sequence[str]]:
    """The wordings of each speaker and source in gold that has several."""
    for record in gold.records:
        for name in KINDS[record.kind].speaker_fields:
            values = record.fields.get(name, ())
            for each in values if values and isinstance(values[0], tuple) else [values]:
                named = [str(value) for value in each if value]
                if len(named) > 1:
                    yield named


def told(title: str, scores: Mapping[str, float]) -> None:
    print(f"\n{title}")
    for name, value in scores.items():
        print(f"  {name:24} {value:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=ROOT / "evals", help="the folder with gold/ and articles/")
    parser.add_argument("--answers", type=Path, help="recorded answers of the embedded model")
    options = parser.parse_args()
    gold = load_gold(options.gold)
    told("gold's own records", measured(map(labelled, gold)))
    right, total = speakers(gold)
    print(f"  {'speakers resolved':24} {right / total:.3f} ({right} of {total})")
    if options.answers:
        told("recorded answers", measured(asyncio.run(recorded(gold, options.answers))))


if __name__ == "__main__":
    main()
