"""The labelled stories of `evals/stories`: which articles are put together, and which copies are found.

`python benchmarks/story_set.py` puts their texts with the labelled records into a store, in the order of time, and each
into a story as it comes. No model is asked.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from stories import b_cubed

from onrecord.evals import GoldStory, load_stories
from onrecord.extraction import PromptUsed
from onrecord.store import Store, open_store
from onrecord.stories import stories, update_stories

FOLDER = Path(__file__).parents[1] / "evals/stories"


def put(store: Store, labelled: Iterable[GoldStory]) -> None:
    """Store the texts in the order of time, and put each into a story as it comes."""
    run = store.run("labels", (PromptUsed("labels", "by hand"),))
    for text in sorted((text for story in labelled for text in story.texts), key=lambda text: text.moment):
        run.keep(text.summary())
        run.flush()
        update_stories(store)
    run.end()


def grouped(store: Store, labelled: Sequence[GoldStory]) -> dict[str, Any]:
    """B-cubed of the stories, and the near-duplicates that are found."""
    found = stories(store)
    gold = {text.article.id: story.name for story in labelled for text in story.texts}
    f1, precision, recall = b_cubed({name: story.id for story in found for name in story.articles}, gold)
    expected = {copied.copy for story in labelled for copied in story.expected.near_duplicates}
    copies = {name for story in found for name in story.near_duplicates}
    return {
        "stories": {"f1": round(f1, 3), "precision": round(precision, 3), "recall": round(recall, 3)},
        "near_duplicates": {
            "expected": len(expected),
            "found": len(expected & copies),
            "false": len(copies - expected),
        },
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--json", type=Path, help="write the figures to this file")
    given = options.parse_args()
    labelled = load_stories(FOLDER)
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "news.db", create=True) as store:
        put(store, labelled)
        result = grouped(store, labelled)
    print(*(f"{name:20} {value}" for name, value in result.items()), sep="\n")
    if given.json:
        given.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
