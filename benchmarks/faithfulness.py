"""How far what onrecord shows as supported is true, on summaries that people labelled as faithful or not.

Run it with `python benchmarks/faithfulness.py --data FOLDER`. FOLDER holds two public data sets, laid out like this:

    summedits_news.json      data/summedits/summedits_news.json of https://github.com/salesforce/factualNLG
    human_annotations.json   data/human_annotations.json of https://github.com/artidoro/frank
    frank/*.json             data/articles-wfactcc-json/ of the same repository, as it was in its commit 5860706

To make it:

    git clone --depth 1 https://github.com/salesforce/factualNLG
    git clone https://github.com/artidoro/frank frank-repository
    mkdir -p FOLDER/frank
    cp factualNLG/data/summedits/summedits_news.json FOLDER
    cp frank-repository/data/human_annotations.json FOLDER
    git -C frank-repository archive 5860706 data/articles-wfactcc-json | tar -x -C FOLDER/frank --strip-components=2

Each sentence of a summary is taken as a claim over the one to three sentences of its article that are most like it:
the sentence with most of its words, each word weighed by how few sentences of the article have it, and further ones
while they add at least a seventh of the weight.

- SummEdits: every sentence of a consistent summary is true; of an inconsistent one, an edit of a consistent original,
  those that the original doesn't have are false and the others true. A sentence that comes out both ways is left out.
- FRANK: all lines of a summary are true where people found every sentence of it true, and false where they found none.
  What lies between is left out, and so are lines with the mark of an unknown word, `unk`. The summaries are tokenized
  and mostly in lower case: spaces before punctuation are taken out, brackets and quotation marks are written as usual,
  and a word begins with a capital where the articles, its own first, mostly have it so in mid-sentence.

The first half of the documents of a set, by their ids in order, is for fitting; the second is what is reported.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.article import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

SUMMEDITS, FRANK = "SummEdits news", "FRANK"
MOST_SENTENCES = 3
"""Sentences of an article that a claim may rest on."""
ADDS = 1 / 7
"""The share of a claim's weight that a further sentence has to add."""
STEM = 6
"""Letters by which words are compared when the sentences of a claim are chosen."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[^\w\s]")
_GLUED = re.compile(r"(?<=[a-z0-9][.!?])(?=[\"“‘']?[A-Z])|(?<=[.!?][\"”])(?=[A-Z])")
_BRACKETS = {"-lrb-": "(", "-rrb-": ")", "-lsb-": "[", "-rsb-": "]", "``": '"', "''": '"', "`": "'"}
_BEFORE = re.compile(r" +([,.;:!?%)\]]|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b)", re.IGNORECASE)
_AFTER = re.compile(r"([(\[£$€#]) +")
_INSIDE = re.compile(r"([\"']) +([^\"]*?) +\1")


@dataclass(frozen=True)
class Case:
    """A sentence of a summary, its article and what people say of it."""

    data: str
    document: str
    article: Article
    claim: str
    true: bool
    reported: bool
    """Whether its document is of the second half."""

    @cached_property
    def sentences(self) -> list[int]:
        """The numbers of the sentences of the article that are most like it."""
        return most_like(self.claim, [sentence.text for sentence in self.article.sentences])


def most_like(claim: str, sentences: Sequence[str]) -> list[int]:
    """The numbers, from 1, of the one to three sentences that have most of a claim's words, by their rarity."""
    stems = [stems_of(sentence) for sentence in sentences]
    spread = Counter(stem for each in stems for stem in each)
    left = {stem: math.log((len(sentences) + 1) / count) for stem in stems_of(claim) if (count := spread[stem])}
    least, chosen = ADDS * sum(left.values()), list[int]()
    while len(chosen) < MOST_SENTENCES:
        gains = [sum(left.get(stem, 0.0) for stem in each) for each in stems]
        best = max(range(len(gains)), key=gains.__getitem__)
        if chosen and gains[best] < max(least, 1e-9):
            break
        chosen.append(best + 1)
        left = {stem: weight for stem, weight in left.items() if stem not in stems[best]}
    return sorted(chosen)


def stems_of(text: str) -> set[str]:
    return {word[:STEM] for word in _WORD.findall(text.lower()) if word[0].isalnum()}


# -- reading the data sets


def read(folder: Path) -> list[Case]:
    """The cases of both data sets."""
    rows = [*summedits(folder / "summedits_news.json"), *frank(folder)]
    documents: dict[str, set[str]] = defaultdict(set)
    for data, document, *_ in rows:
        documents[data].add(document)
    second = {data: set(sorted(ids)[len(ids) // 2 :]) for data, ids in documents.items()}
    return [Case(*row, reported=row[1] in second[row[0]]) for row in rows]


Row = tuple[str, str, Article, str, bool]


def summedits(path: Path) -> Iterator[Row]:
    given = json.loads(path.read_text(encoding="utf-8"))
    labels: dict[tuple[str, str], set[bool]] = defaultdict(set)
    articles: dict[str, Article] = {}
    for sample in given:
        document = sample["id"].rpartition("_")[0]
        articles.setdefault(document, Article(sample["doc"], id=document, language="en"))
        original = set(sentences_of(sample["original_summary"]))
        for sentence in sentences_of(sample["summary"]):
            labels[document, sentence].add(sample["label"] == 1 or sentence in original)
    for (document, sentence), found in labels.items():
        if len(found) == 1:
            yield SUMMEDITS, document, articles[document], sentence, found.pop()


def sentences_of(text: str) -> list[str]:
    return [sentence.text for sentence in Article(text, language="en").sentences]


def frank(folder: Path) -> Iterator[Row]:
    annotated = json.loads((folder / "human_annotations.json").read_text(encoding="utf-8"))
    read = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (folder / "frank").glob("*.json")}
    articles = {key: article_of(key, given) for key, given in read.items()}
    everywhere = capitals(article.text for article in articles.values())
    labels: dict[tuple[str, str], set[bool]] = defaultdict(set)
    for row in annotated:
        if row["Factuality"] in (0, 1):
            own = capitals([articles[row["hash"]].text])
            for line in read[row["hash"]][f"{row['model_name']}_lines"]:
                if "unk" not in line.lower().split():
                    labels[row["hash"], plain(line, [own, everywhere])].add(row["Factuality"] == 1)
    for (key, sentence), found in labels.items():
        if len(found) == 1:
            yield FRANK, key, articles[key], sentence, found.pop()


def article_of(key: str, given: Mapping[str, Any]) -> Article:
    """The article, with the spaces put back that its paragraphs have lost between sentences."""
    return Article(_GLUED.sub(" ", given["article"]), id=key, language="en")


def capitals(texts: Iterable[str]) -> dict[str, int]:
    """For each word in lower case, how often it begins with a capital in mid-sentence, less how often it doesn't."""
    balance: Counter[str] = Counter()
    for text in texts:
        words = _WORD.findall(text)
        for before, word in zip(words, words[1:], strict=False):
            if word[0].isalpha() and before[-1] not in ".!?:\"“‘'’”":
                balance[word.lower()] += 1 if word[0].isupper() else -1
    return balance


def plain(line: str, known: Sequence[Mapping[str, int]]) -> str:
    """A tokenized line in lower case as a person would write it."""
    words = [_BRACKETS.get(word.lower(), word) for word in line.replace("\\'", "'").split()]
    text = _INSIDE.sub(r"\1\2\1", _AFTER.sub(r"\1", _BEFORE.sub(r"\1", " ".join(words))))
    text = _WORD.sub(lambda found: written(found[0], known), text)
    return text[:1].upper() + text[1:]


def written(word: str, known: Sequence[Mapping[str, int]]) -> str:
    """A word with the capital that the first of the balances which knows it gives it."""
    key = re.sub(r"['’]s$", "", word)
    balance = next((each[key] for each in known if each.get(key)), 0)
    return word[0].upper() + word[1:] if balance > 0 and key.islower() else word
