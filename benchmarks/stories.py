"""Stories: how well they are found, on public data, and how fast, on articles made for the purpose.

`python benchmarks/stories.py FOLDER` measures B-cubed F1 on the clusters of news of Giveme5W1H, which are fetched by
`git clone https://github.com/fhamborg/Giveme5W1H` and lie in its folder examples/datasets/news_cluster/data. Articles
come one by one, in the order of time. What is fitted is fitted on the first half of the files by name; the second half
and all are reported. Without FOLDER, `--articles` articles are made, stored, and put into stories: the time, the time
for one more, and the peak of memory.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from apart import made_word, measured_apart

from onrecord.article import Article
from onrecord.extraction import PromptUsed, Summary
from onrecord.store import Store, open_store
from onrecord.stories import StoryKeeper, stories
from onrecord.usage import Usage

REACH = {"f1": 0.96, "articles": 100_000, "seconds": 300, "one_more_ms": 50, "memory_mb": 1_000}

CARE = {
    "6c1d5c7ca406": "a page of search results",
    "a54fd49a5b44": "a page of other headlines",
    "f56d3ca80321": "a notice without an article",
    "762dc1547c2f": "a notice without an article",
    "1b020af8515c": "another airline's leggings, nine months before the event",
    "9bf167880254": "another airline's leggings, nine months before the event",
    "5a1bfc076d2d": "South Korea's satellite, three years before the North's",
    "8e26e074fde0": "Japan's satellite, a year after North Korea's",
    "6098710757ad": "another decision on settlements, 18 months before the event",
    "db7db41f7acb": "a train in a tube, not rings in the sea",
}
"""Files, by the beginnings of their names, whose labels need care; they were read, and are counted but in one row."""

# --- public data


@dataclass(frozen=True)
class Labelled:
    """An article and the event that its label names."""

    article: Article
    event: int
    label: str


def labelled(folder: Path) -> list[Labelled]:
    return [_labelled(path) for path in sorted(folder.glob("*.json"))]


def _labelled(path: Path) -> Labelled:
    known = json.loads(path.read_text(encoding="utf-8"))
    article = Article(
        known["text"] or "",
        id=path.stem,
        title=known["title"],
        url=known["url"],
        published_at=datetime.fromisoformat(known["date_publish"]),
        language="en",
        source=known["source_domain"],
    )
    return Labelled(article, known["newsCluster"]["EventId"], known["newsCluster"]["Event"])


def b_cubed(found: Mapping[str, Hashable], gold: Mapping[str, Hashable]) -> tuple[float, float, float]:
    """F1, precision and recall, each the mean over the articles (A. Bagga and B. Baldwin, 1998)."""
    mine, theirs = _groups(found, gold), _groups(gold, gold)
    shared = {name: len(mine[found[name]] & theirs[gold[name]]) for name in gold}
    precision = sum(shared[name] / len(mine[found[name]]) for name in gold) / len(gold)
    recall = sum(shared[name] / len(theirs[gold[name]]) for name in gold) / len(gold)
    return 2 * precision * recall / (precision + recall), precision, recall


def _groups(of: Mapping[str, Hashable], among: Mapping[str, Hashable]) -> dict[Hashable, set[str]]:
    groups: dict[Hashable, set[str]] = defaultdict(set)
    for name in among:
        groups[of[name]].add(name)
    return groups


def found_in(
    news: Sequence[Labelled], *, one_by_one: Sequence[int] | None = None, window: int | None = None
) -> dict[str, int]:
    """The story of each article, by its id; the articles come in the order of time, or in the one given."""
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "news.db", create=True) as store:
        keeper = StoryKeeper(store, **({"window": window} if window else {}))
        for batch in (
            [[news[place].article] for place in one_by_one] if one_by_one else [[each.article for each in news]]
        ):
            put(store, batch)
            keeper.update()
        return {name: story.id for story in stories(store) for name in story.articles}


def quality(folder: Path) -> dict[str, Any]:
    news = labelled(folder)
    names = [each.article.id for each in news]
    gold = {each.article.id: each.event for each in news}
    half = (len(names) + 1) // 2
    found = found_in(news)
    parts = {"first half": names[:half], "second half": names[half:], "all": names}
    result: dict[str, Any] = {
        "files": len(news),
        "events": len(set(gold.values())),
        "stories": len(set(found.values())),
    }
    for part, chosen in parts.items():
        result[part] = _scores(found, {name: gold[name] for name in chosen})
        print(f"{part:30} {_shown(result[part])}")
    sound = {name: gold[name] for name in names if name[:12] not in CARE}
    result["all but labels that need care"] = _scores(found, sound)
    print(f"{'all but labels that need care':30} {_shown(result['all but labels that need care'])}")
    alone = found_in(news[half:])
    result["second half by itself"] = _scores(alone, {name: gold[name] for name in names[half:]})
    print(f"{'second half by itself':30} {_shown(result['second half by itself'])}")
    for window in (5, 30, 180):
        result[f"window of {window} days"] = _scores(found_in(news, window=window), gold)
        print(f"{f'window of {window} days':30} {_shown(result[f'window of {window} days'])}")
    result["orders"] = orders(news, found, gold)
    result["errors"] = errors(news, found)
    return result


def _scores(found: Mapping[str, int], gold: Mapping[str, int]) -> dict[str, float]:
    return {
        name: round(value, 4) for name, value in zip(("f1", "precision", "recall"), b_cubed(found, gold), strict=True)
    }


def _shown(scores: Mapping[str, float]) -> str:
    return f"B-cubed F1 {scores['f1']:.3f}  (precision {scores['precision']:.3f}, recall {scores['recall']:.3f})"


def orders(news: Sequence[Labelled], found: Mapping[str, int], gold: Mapping[str, int]) -> list[dict[str, float]]:
    """What other orders of arrival come to: against the labels, and against the order of time."""
    result = []
    for seed in range(3):
        places = list(range(len(news)))
        random.Random(seed).shuffle(places)
        other = found_in(news, one_by_one=places)
        scores = {"f1": round(b_cubed(other, gold)[0], 4), "f1_against_time": round(b_cubed(other, found)[0], 4)}
        told = f"B-cubed F1 {scores['f1']:.3f}, {scores['f1_against_time']:.3f} against the order of time"
        print(f"{f'random order {seed + 1}':30} {told}")
        result.append(scores)
    return result


def errors(news: Sequence[Labelled], found: Mapping[str, int]) -> list[str]:
    """Where stories and labels differ, for one to read: events in several stories, and stories of several events."""
    by_event: dict[int, list[Labelled]] = defaultdict(list)
    for each in news:
        by_event[each.event].append(each)
    events = {name: {each.event for each in news if found[each.article.id] == name} for name in set(found.values())}
    told = []
    for event, members in sorted(by_event.items()):
        parts = Counter(found[each.article.id] for each in members)
        main = parts.most_common(1)[0][0]
        for story, count in parts.items():
            others = sorted(events[story] - {event})
            if story != main or others:
                titles = [
                    f"{each.article.published} {each.article.title}"
                    for each in members
                    if found[each.article.id] == story
                ]
                told.append(
                    f"event {event} ({members[0].label}), {count} of {len(members)} in story {story}"
                    f"{f' with events {others}' if others else ''}: {'; '.join(titles[:3])}"
                )
    print(*told, sep="\n")
    return told


# --- speed


def put(store: Store, articles: Sequence[Article]) -> None:
    """Store articles, as a batch does."""
    prompts = (PromptUsed("claim", "made"),)
    run = store.run("none", prompts)
    for article in articles:
        run.keep(Summary(article, "none", prompts, "ok", usage=Usage(), seconds=0.0))
    run.end()


def made(count: int, seed: int = 0) -> Iterator[Article]:
    """Articles of 400 words, 1,000 a day: a tenth are near-duplicates, half stand alone, and half are on a story."""
    chance = random.Random(seed)
    words = [made_word(chance) for _ in range(60_000)]
    weights = [1 / (rank + 10) for rank in range(len(words))]
    common = chance.choices(words, weights, k=2_000_000)
    open_stories: list[list[str]] = []
    last: list[str] = []
    for number in range(count):
        if number % 4 == 0 or not open_stories:
            open_stories.append([*chance.sample(words, 20), *(word.capitalize() for word in chance.sample(words, 10))])
            open_stories = open_stories[-400:]
        start = chance.randrange(len(common) - 400)
        text = common[start : start + 400]
        topic = chance.choice(open_stories) if number % 2 else chance.sample(words, 30)
        for place in chance.sample(range(400), 80):
            text[place] = chance.choice(topic)
        if number % 10 == 9:
            text = [*last[:380], *text[:20]]
        last = text
        day = date(2026, 1, 1) + timedelta(days=number // 1_000)
        sentences = (" ".join(text[at : at + 20]).capitalize() + "." for at in range(0, 400, 20))
        title = " ".join(chance.sample(topic, 5))
        yield Article(
            " ".join(sentences), id=f"a{number}", title=title, published=day, language="en", source=f"s{number % 50}"
        )


def speed(count: int) -> dict[str, Any]:
    return measured_apart(__file__, lambda store: put(store, list(made(count))))


def measure(path: Path) -> dict[str, Any]:
    """In a process of its own, whose peak of memory is the stories' alone."""
    with open_store(path) as store:
        keeper = StoryKeeper(store)
        before = time.process_time()
        seconds, done = _timed(keeper.update)
        processor = time.process_time() - before
        more = [_one_more(store, keeper, each) for each in list(made(20, seed=1))]
        opening, _ = _timed(StoryKeeper(store).prepare)
        listing, listed = _timed(lambda: stories(store))
        return {
            "articles": done.articles,
            "stories": len(listed),
            "seconds": round(seconds, 1),
            "processor_seconds": round(processor, 1),
            "one_more_ms": round(sorted(more)[len(more) // 2] * 1e3, 1),
            "one_more_worst_ms": round(max(more) * 1e3, 1),
            "opening_seconds": round(opening, 1),
            "listing_seconds": round(listing, 1),
            "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        }


def _one_more(store: Store, keeper: StoryKeeper, article: Article) -> float:
    put(
        store,
        [
            Article(
                article.text, id=f"more-{article.id}", title=article.title, published=article.published, language="en"
            )
        ],
    )
    return _timed(keeper.update)[0]


def _timed(act: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    done = act()
    return time.perf_counter() - start, done


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, help="the clusters of news of Giveme5W1H")
    parser.add_argument("--articles", type=int, default=REACH["articles"], help="how many articles are made")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure(options.measure)))
        return
    figures = quality(options.folder) if options.folder else speed(options.articles)
    if options.json:
        options.json.write_text(json.dumps({**figures, "reach": REACH}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
