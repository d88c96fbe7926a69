"""How far what onrecord shows as supported is true, on summaries that people labelled as faithful or not.

Run it with `python benchmarks/faithfulness.py --data FOLDER [--verifier local]`. FOLDER holds two public data sets:

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

- SummEdits: every sentence of a consistent summary is true. An inconsistent one is an edit of a consistent original:
  the sentence that the original doesn't have is false and the others are true. Where there are two such sentences,
  nobody knows which of them is false, and both are left out, as is a sentence that comes out both ways.
- FRANK: all lines of a summary are true where people found every sentence of it true, and false where they found none.
  What lies between is left out, and so are lines with the mark of an unknown word, `unk`. The summaries are tokenized
  and mostly in lower case: spaces before punctuation are taken out, brackets and quotation marks are written as usual,
  and a word begins with a capital where the articles, its own first, mostly have it so in mid-sentence.

The first half of the documents of a set, by their ids in order, is for fitting; the second is what is reported. `--fit`
prints the numbers that `src/onrecord/verification/_calibration.py` has, fitted on the first halves, every set and label
weighing the same. In the true sentences of FRANK, two names are exchanged as well, by rules of this file.

The verifier is `local`, `local:FILE.gguf`, or the name of a model at the endpoint that OPENAI_BASE_URL and
OPENAI_API_KEY say, which has to give log-probabilities. It answers in one token to `prompts/verify.prompty`.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import math
import os
import random
import re
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import Request, urlopen

import numpy
from scipy.optimize import minimize
from scipy.stats import rankdata

from onrecord.article import Article
from onrecord.grounding import Grounder
from onrecord.kinds import Claim
from onrecord.models._local import open_local
from onrecord.settings import Settings
from onrecord.verification import REFUTED_BELOW, VERIFIED_FROM, verify_prompt
from onrecord.verification._calibration import features, probability
from onrecord.verification._prompt import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

SUMMEDITS, FRANK = "SummEdits news", "FRANK"
MOST_SENTENCES = 3
"""Sentences of an article that a claim may rest on."""
ADDS = 1 / 7
"""The share of a claim's weight that a further sentence has to add."""
STEM = 6
"""Letters by which words are compared when the sentences of a claim are chosen."""

PROMPT = verify_prompt()
EVEN = 0.5
"""The probabilities from which a claim is verified, below which it is refuted, and that part true and false."""
FALSE, KEPT = 0.10, 0.60
"""The share of false ones that the supported may have, and of true ones that should be among them."""
LEVELS = ("exact", "normalized", "verified", "reworded", "refuted", "unsupported")
SUPPORTED = {"exact", "normalized", "verified"}
SEED = 20250101
RIDGE = 0.5
"""How strongly the weights are drawn to nothing."""

YES_OR_NO = '%llguidance {}\nstart: "Yes" | "No"'
MOST_LOGPROBS = 20

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[^\w\s]")
_GLUED = re.compile(r"(?<=[a-z0-9][.!?])(?=[\"“‘']?[A-Z])|(?<=[.!?][\"”])(?=[A-Z])")
_NAME = re.compile(r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*")
NO_NAMES = frozenset(
    [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "The",
    ]
)
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
    least, chosen = ADDS * math.fsum(left.values()), list[int]()
    while len(chosen) < MOST_SENTENCES:
        gains = [math.fsum(left.get(stem, 0.0) for stem in each) for each in stems]
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
        sentences, original = sentences_of(sample["summary"]), set(sentences_of(sample["original_summary"]))
        edited = [sentence for sentence in sentences if sentence not in original]
        for sentence in sentences:
            true = sample["label"] == 1 or sentence in original
            if true or len(edited) == 1:
                labels[document, sentence].add(true)
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
        for before, word in pairwise(words):
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


# -- judging


@dataclass
class Judged:
    """What grounding and the verifier say of a case."""

    case: Case
    support: str
    reason: str
    answer: dict[str, float] | None = None
    """The verifier's `logit`, `seconds` and `tokens`; only of what is reworded."""

    @property
    def is_found(self) -> bool:
        """Whether it stands in the article as it is."""
        return self.support in {"exact", "normalized"}

    @property
    def is_reworded(self) -> bool:
        """Whether grounding finds nothing wrong, but hasn't read it."""
        return not self.is_found and self.support != "unsupported"

    @cached_property
    def evidence(self) -> str:
        return evidence_of(self.case)

    @cached_property
    def probability(self) -> float:
        """The calibrated probability that a reworded claim is supported; 1 and 0 for others."""
        if self.answer is None:
            return float(self.support != "unsupported")
        return probability(self.answer["logit"])


def grounded(cases: Iterable[Case]) -> list[Judged]:
    grounders: dict[int, Grounder] = {}
    return [judged(case, grounders.setdefault(id(case.article), Grounder(case.article))) for case in cases]


def judged(case: Case, grounder: Grounder) -> Judged:
    """A case as grounding sees it. The claim isn't validated: it may be longer than a model's claims may be."""
    value = grounder.ground(Claim.model_construct(sentences=case.sentences, text=case.claim)).values[0]
    return Judged(case, str(value.support), value.reason or "")


def evidence_of(case: Case) -> str:
    return " ".join(case.article.sentences[number - 1].text for number in case.sentences)


# -- asking the verifier


@dataclass
class Reader:
    """A verifier at an address, and the answers it has given before."""

    url: str
    key: str
    model: str
    kept: Path | None
    answers: dict[str, dict[str, float]]

    def answer(self, evidence: str, claim: str) -> dict[str, float]:
        """The logit of Yes against No, the seconds it took and the tokens it read."""
        messages = messages_for(evidence, claim)
        name = hashlib.sha256(json.dumps([self.model, messages]).encode()).hexdigest()
        if name not in self.answers:
            self.answers[name] = self._asked(messages)
            if self.kept:
                with self.kept.open("a", encoding="utf-8") as file:
                    file.write(json.dumps({"request": name, **self.answers[name]}) + "\n")
        return self.answers[name]

    def _asked(self, messages: list[dict[str, str]]) -> dict[str, float]:
        body: dict[str, Any] = {"model": self.model, "messages": messages, "max_tokens": 1, "temperature": 0}
        body |= {"logprobs": True, "top_logprobs": MOST_LOGPROBS}
        if self.model.startswith("local"):
            body |= {"grammar": YES_OR_NO, "cache_prompt": True}
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        begun = time.perf_counter()
        with urlopen(Request(f"{self.url}/chat/completions", json.dumps(body).encode(), headers), timeout=600) as reply:
            found = json.load(reply)
        seconds = time.perf_counter() - begun
        top = found["choices"][0]["logprobs"]["content"][0]["top_logprobs"]
        cached = (found["usage"].get("prompt_tokens_details") or {}).get("cached_tokens", 0)
        return {"logit": logit_of(top), "seconds": seconds, "tokens": found["usage"]["prompt_tokens"] - cached}


def logit_of(top: Sequence[Mapping[str, Any]]) -> float:
    """The logit of Yes against No; a word that isn't among the likeliest tokens is as likely as the last of them."""
    found = {each["token"]: each["logprob"] for each in top}
    least = min(found.values())
    return float(found.get("Yes", least) - found.get("No", least))


def messages_for(evidence: str, claim: str) -> list[dict[str, str]]:
    """The turns of `prompts/verify.prompty`."""
    return PROMPT.render([Question(evidence, claim)], by_word=True)


def verify(chosen: Sequence[Judged], verifier: str, kept: Path | None) -> None:
    """Asks about the cases that are reworded, and gives each its answer."""
    reworded = [each for each in chosen if each.is_reworded]
    lines = kept.read_text(encoding="utf-8").splitlines() if kept and kept.exists() else []
    answers = {row.pop("request"): row for row in map(json.loads, lines)}
    asyncio.run(_verify(reworded, verifier, kept, answers))


async def _verify(reworded: Sequence[Judged], verifier: str, kept: Path | None, answers: dict[str, Any]) -> None:
    if not verifier.startswith("local"):
        url = os.environ.get("OPENAI_BASE_URL", "https://api.openai.com/v1")
        reader = Reader(url.rstrip("/"), os.environ.get("OPENAI_API_KEY", ""), verifier, kept, answers)
        await asyncio.to_thread(ask_all, reader, reworded)
        return
    async with open_local(Settings.from_environment(), verifier) as server:
        reader = Reader(server.base_url, server.api_key, verifier, kept, answers)
        await asyncio.to_thread(ask_all, reader, reworded)


def ask_all(reader: Reader, reworded: Sequence[Judged]) -> None:
    for number, each in enumerate(reworded, start=1):
        each.answer = reader.answer(each.evidence, each.case.claim)
        print(f"\r{number} of {len(reworded)} asked", end="", file=sys.stderr)
    print(file=sys.stderr)


# -- figures


def level(each: Judged) -> str:
    """What onrecord says of a case: how it is supported, or why not."""
    if not each.is_reworded or each.answer is None:
        return "reworded" if each.is_reworded else each.support
    if each.probability >= VERIFIED_FROM:
        return "verified"
    return "refuted" if each.probability < REFUTED_BELOW else "reworded"


def figures(chosen: Sequence[Judged]) -> dict[str, Any]:
    """Everything that is said of some cases."""
    levels = {name: [not each.case.true for each in chosen if level(each) == name] for name in LEVELS}
    result: dict[str, Any] = {
        "cases": len(chosen),
        "true": sum(each.case.true for each in chosen),
        "levels": {name: {"cases": len(found), "false": sum(found)} for name, found in levels.items()},
        "balanced accuracy": {"grounding": balanced(chosen, lambda each: each.support != "unsupported")},
    }
    asked = [each for each in chosen if each.answer]
    if asked:
        result["balanced accuracy"]["verifier"] = balanced(chosen, lambda each: each.probability >= EVEN)
        result["supported"] = supported(chosen)
        result["reworded"] = {
            "cases": len(asked),
            "auc, reader": auc([each.answer["logit"] for each in asked if each.answer], [e.case.true for e in asked]),
            "auc, calibrated": auc([each.probability for each in asked], [each.case.true for each in asked]),
            "seconds": mean([each.answer["seconds"] for each in asked if each.answer]),
            "tokens": mean([each.answer["tokens"] for each in asked if each.answer]),
        }
    return result


def supported(chosen: Sequence[Judged]) -> dict[str, float]:
    """The share of false ones among the supported, of true ones that are supported, and the best that could be."""
    passed = [each.case.true for each in chosen if level(each) in SUPPORTED]
    kept = sum(passed) / sum(each.case.true for each in chosen)
    return {"cases": len(passed), "false": 1 - mean(passed), "kept": kept, "most kept": most_kept(chosen)}


def most_kept(chosen: Sequence[Judged]) -> float:
    """The largest share of true ones that a threshold chosen on these very cases keeps with the wanted precision."""
    best = true = 0
    for count, each in enumerate(sorted(chosen, key=lambda each: -each.probability), start=1):
        true += each.case.true
        best = true if true / count >= 1 - FALSE else best
    return best / sum(each.case.true for each in chosen)


def balanced(chosen: Sequence[Judged], passes: Callable[[Judged], bool]) -> float:
    """The mean of the shares of true ones that pass and of false ones that don't."""
    true = [passes(each) for each in chosen if each.case.true]
    false = [not passes(each) for each in chosen if not each.case.true]
    return (mean(true) + mean(false)) / 2


def auc(scores: Sequence[float], true: Sequence[bool]) -> float:
    """How often a true one has a higher score than a false one."""
    ranks, trues = rankdata(scores), sum(true)
    if trues in {0, len(true)}:
        return float("nan")
    over = float(sum(rank for rank, each in zip(ranks, true, strict=True) if each)) - trues * (trues + 1) / 2
    return over / (trues * (len(true) - trues))


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else float("nan")


# -- names exchanged


def exchanged(cases: Sequence[Case], rng: random.Random) -> list[tuple[Case, Case]]:
    """True sentences of FRANK that have two names of their evidence, and the same with two of these exchanged."""
    found = []
    for case in cases:
        evidence = evidence_of(case)
        names = [
            name for name in dict.fromkeys(names_of(case.claim)) if name in evidence and case.claim.count(name) == 1
        ]
        pairs = [(one, other) for one in names for other in names if one < other]
        if case.data == FRANK and case.true and pairs:
            one, other = rng.choice(pairs)
            claim = case.claim.replace(one, "\\0").replace(other, one).replace("\\0", other)
            found.append((case, replace(case, claim=claim, true=False)))
    return found


def names_of(claim: str) -> list[str]:
    """The runs of words with capitals, but days, months and a first word that stands alone."""
    found = [match[0] for match in _NAME.finditer(claim) if match.start() or " " in match[0]]
    return [name for name in found if name.split()[0] not in NO_NAMES]


# -- fitting


def fit(chosen: Sequence[Judged]) -> list[float]:
    """The weights of `features` that make the answered cases likeliest, every set and label weighing the same."""
    asked = [each for each in chosen if each.answer]
    rows = numpy.array([features(each.answer["logit"]) for each in asked if each.answer])
    true = numpy.array([each.case.true for each in asked])
    groups = Counter((each.case.data, each.case.true) for each in asked)
    weights = numpy.array([len(asked) / len(groups) / groups[each.case.data, each.case.true] for each in asked])

    def loss(found: numpy.ndarray) -> float:
        margins = numpy.where(true, 1, -1) * (rows @ found)
        return float((weights * numpy.logaddexp(0, -margins)).sum() + RIDGE * (found[1:] ** 2).sum())

    return [float(round(weight, 3)) for weight in minimize(loss, numpy.zeros(rows.shape[1])).x]


# -- output


def table(result: Mapping[str, Mapping[str, Any]]) -> str:
    return "\n\n".join(f"{name}\n{section(found)}" for name, found in result.items())


def section(found: Mapping[str, Any]) -> str:
    lines = [f"  {found['cases']} sentences, {found['true']} of them true"]
    lines += [
        f"  {name:12}{row['cases']:7}   false {row['false']:5}  {percent(row['false'], row['cases'])}"
        for name, row in found["levels"].items()
    ]
    for name, value in found["balanced accuracy"].items():
        lines.append(f"  balanced accuracy, {name}: {100 * value:.1f}")
    if "supported" in found:
        given, asked = found["supported"], found["reworded"]
        lines.append(
            f"  supported (reach: at most {FALSE:.0%} false, at least {KEPT:.0%} of the true ones kept): "
            f"{100 * given['false']:.1f}% false, {100 * given['kept']:.1f}% kept; "
            f"the best threshold for these very sentences keeps {100 * given['most kept']:.1f}%"
        )
        lines.append(
            f"  AUC of what is reworded: the reader alone {asked['auc, reader']:.3f}, "
            f"calibrated {asked['auc, calibrated']:.3f}; {asked['tokens']:.0f} tokens and {asked['seconds']:.2f} s each"
        )
    return "\n".join(lines)


def percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:5.1f}%" if whole else "    -"


def listed(each: Judged) -> str:
    said = f" ({each.reason})" if each.reason else f" {each.probability:.2f}" if each.answer else ""
    return f"{'true ' if each.case.true else 'false'} {level(each)}{said}: {each.case.claim}\n      {each.evidence}"


def sampled(cases: Sequence[Case], most: int | None) -> list[Case]:
    """At most so many cases of each set and half: the same ones every time, and those of fewer among those of more."""
    groups: dict[tuple[str, bool], list[Case]] = defaultdict(list)
    for case in cases:
        groups[case.data, case.reported].append(case)
    for group in groups.values():
        random.Random(SEED).shuffle(group)
    return [case for group in groups.values() for case in group[:most]]


def exchanges(pairs: Sequence[tuple[Case, Case]], options: argparse.Namespace) -> dict[str, Any]:
    """How many exchanged names are caught, and how many of the sentences themselves are rejected."""
    originals, planted = grounded(one for one, _ in pairs), grounded(other for _, other in pairs)
    result = {"planted": len(pairs), "grounding": exchange_rates(originals, planted)}
    if options.verifier != "none":
        verify([*originals, *planted], options.verifier, options.answers)
        result["verifier"] = exchange_rates(originals, planted)
    return result


def exchange_rates(originals: Sequence[Judged], planted: Sequence[Judged]) -> dict[str, float]:
    return {
        "caught": mean([is_rejected(each) for each in planted]),
        "alarms": mean([is_rejected(each) for each in originals]),
    }


def is_rejected(each: Judged) -> bool:
    return level(each) in {"unsupported", "refuted"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder with the two data sets")
    parser.add_argument("--verifier", default="none", help="none, local, local:FILE.gguf or a model of an endpoint")
    parser.add_argument("--most", type=int, help="at most so many sentences of each set and half, the same every time")
    parser.add_argument("--answers", type=Path, help="a file that keeps the verifier's answers, and is asked first")
    parser.add_argument("--fit", action="store_true", help="fit the calibration on the first halves and print it")
    parser.add_argument("--list", action="store_true", help="print every sentence of the second halves")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    options = parser.parse_args()
    missing = [
        name
        for name in ("summedits_news.json", "human_annotations.json", "frank")
        if not (options.data / name).exists()
    ]
    if missing:
        sys.exit(f"{options.data}: has no {missing[0]}; `python {sys.argv[0]} --help` says how to make this folder")
    if options.fit and options.verifier == "none":
        sys.exit("--fit fits what a verifier answers: name one, as in --verifier local")
    cases = sampled(read(options.data), options.most)
    chosen = grounded(case for case in cases if case.reported != options.fit)
    if options.verifier != "none":
        verify(chosen, options.verifier, options.answers)
    if options.fit:
        print(f"weights of the features, fitted on the first halves: {fit(chosen)}")
        return
    result = {name: figures([each for each in chosen if each.case.data == name]) for name in (SUMMEDITS, FRANK)}
    result["both"] = figures(chosen)
    pairs = exchanged([each.case for each in chosen], random.Random(SEED))
    swaps = exchanges(pairs, options)
    if options.list:
        print("\n".join(map(listed, chosen)))
    print(table(result))
    print(f"\nnames exchanged in true sentences of {FRANK}: {swaps['planted']} (reach: 90% caught, at most 2% alarms)")
    for name in ("grounding", "verifier"):
        if name in swaps:
            print(f"  {name}: caught {swaps[name]['caught']:.1%}, alarms {swaps[name]['alarms']:.1%}")
    if options.json:
        found = {"faithfulness": result, "exchanges": swaps}
        options.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
