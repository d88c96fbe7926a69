"""Event coreference across articles, with gold mentions, on ECB+ (Cybulska and Vossen, 2014).

`python benchmarks/coreference.py FOLDER` reports the test set: CoNLL F1, the mean of the F1 of MUC, B-cubed and
CEAF-e, singletons included. FOLDER has the mentions and the sentences as Barhom et al. (2019) prepared them: the folder
data/interim/cybulska_setup of https://github.com/shanybar/event_entity_coref_ecb_plus. `--fit` prints the weights,
fitted on the training and the development set, and the scores on these.

Articles are first put into stories, by the words of their annotated sentences; mentions are linked within each. Two
more rows take the stories as the annotators made them, and one story of all articles.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.optimize import linear_sum_assignment, minimize

from onrecord.grounding import content_stem
from onrecord.stories._coreference import Linker, Mention
from onrecord.stories._weights import LINKS

REACH = 0.78

ONE_STORY = 0.12
"""The least mean similarity of the articles of one story; chosen on the training and the development set."""

AROUND = 3
"""Words of content before a mention, and after it, that are around it."""

SAME, OTHER = 0.5, 0.2
"""The share of their events from which on two sentences tell one fact, and below which they don't, in the fit."""

Matrix = npt.NDArray[np.float64]
Labels = Sequence[Hashable]


# --- the data


@dataclass(frozen=True)
class Gold:
    """A mention with the event that it is of, and the stems of its sentence."""

    mention: Mention
    event: str
    sentence: tuple[str, ...]


@dataclass(frozen=True)
class Corpus:
    """The mentions of a set, and the words of its articles, each as it is written."""

    mentions: list[Gold]
    articles: Mapping[str, Mapping[int, list[str]]]


def corpus(folder: Path, name: str) -> Corpus:
    """One of the sets Train, Dev and Test."""
    articles: dict[str, dict[int, list[str]]] = {}
    for line in (folder / f"ECB_{name}_corpus.txt").read_text(encoding="utf-8").split("\n"):
        article, sentence, _, word, *_ = [*line.split("\t"), "", "", "", ""]
        if word:
            articles.setdefault(article, {}).setdefault(int(sentence), []).append(word)
    plain = json.loads((folder / f"ECB_{name}_Event_gold_mentions.json").read_text(encoding="utf-8"))
    return Corpus([_gold(each, articles[each["doc_id"]][each["sent_id"]]) for each in plain], articles)


def _gold(plain: Mapping[str, Any], words: Sequence[str]) -> Gold:
    stems = [_stem(word) for word in words]
    places = plain["tokens_number"]
    word = plain["tokens_str"].strip().lower()
    told = frozenset(stems[i] for i in places if i < len(stems) and stems[i]) or frozenset([word])
    before, after = (list(filter(None, part)) for part in (stems[: places[0]], stems[places[-1] + 1 :]))
    around = frozenset([*before[-AROUND:], *after[:AROUND]])
    mention = Mention(plain["doc_id"], told, sentence=plain["sent_id"], around=around)
    return Gold(mention, plain["coref_chain"], tuple(filter(None, stems)))


def _stem(word: str) -> str:
    return content_stem(word.lower(), "en")


# --- stories


def by_words(found: Corpus) -> Mapping[str, int]:
    """The story of each article: average linkage by the weighted words of its sentences."""
    counts = {
        name: Counter(filter(None, (_stem(word) for words in sentences.values() for word in words)))
        for name, sentences in found.articles.items()
    }
    having = Counter(stem for each in counts.values() for stem in each)
    vectors = [_vector(each, having, len(counts)) for each in counts.values()]
    far = [
        max(0.0, 1 - sum(value * two.get(stem, 0.0) for stem, value in one.items()))
        for one, two in combinations(vectors, 2)
    ]
    labels = fcluster(linkage(np.array(far), "average"), 1 - ONE_STORY, "distance")
    return dict(zip(counts, map(int, labels), strict=True))


def _vector(counts: Mapping[str, int], having: Mapping[str, int], articles: int) -> Mapping[str, float]:
    weights = {stem: (1 + math.log(count)) * math.log(articles / having[stem]) for stem, count in counts.items()}
    length = math.sqrt(sum(value * value for value in weights.values())) or 1.0
    return {stem: value / length for stem, value in weights.items()}


def by_annotators(found: Corpus) -> Mapping[str, str]:
    """The story of each article as its name has it: the topic, and which of its two happenings."""
    return {name: name.partition("_")[0] + ("plus" if name.endswith("plus") else "") for name in found.articles}


def all_one(found: Corpus) -> Mapping[str, int]:
    return dict.fromkeys(found.articles, 0)


# --- sentences in place of facts


class Told(NamedTuple):
    """A sentence as a mention of what it tells, and the events that it has."""

    mention: Mention
    events: set[str]


def sentences(found: Corpus, story: Mapping[str, Hashable]) -> Iterable[list[Told]]:
    """The sentences of each story that have events."""
    names = {name: _names(each.values()) for name, each in found.articles.items()}
    told: dict[Hashable, dict[tuple[str, int], Told]] = defaultdict(dict)
    for each in found.mentions:
        article, number = each.mention.article, each.mention.sentence
        words = frozenset(stem for stem in each.sentence if not stem.isdecimal())
        mention = Mention(article, words - names[article], words & names[article])
        told[story[article]].setdefault((article, number), Told(mention, set())).events.add(each.event)
    return [[*each.values()] for each in told.values()]


def are_one_fact(one: Told, other: Told) -> bool | None:
    """Whether two sentences of different articles tell one fact; None where they share some events alone."""
    shared = len(one.events & other.events) / len(one.events | other.events)
    if one.mention.article == other.mention.article or OTHER < shared < SAME:
        return None
    return shared >= SAME


def _names(sentences: Iterable[Sequence[str]]) -> frozenset[str]:
    """The stems of the words that an article always has with a capital letter."""
    words = [word for sentence in sentences for word in sentence]
    return frozenset(_stem(word) for word in words if word[0].isupper()) - {
        _stem(word) for word in words if not word[0].isupper()
    }


# --- what is measured


def linked(found: Corpus, story: Mapping[str, Hashable]) -> Labels:
    """The event of each mention, as the linker has it."""
    labels: dict[int, Hashable] = {}
    for places in _within(found, story):
        for group in Linker([found.mentions[i].mention for i in places]).events():
            labels |= {places[i]: places[group[0]] for i in group}
    return [labels[i] for i in range(len(found.mentions))]


def same_lemma(found: Corpus, story: Mapping[str, Hashable]) -> Labels:
    """The event of each mention, all of one story that have one stem being one."""
    return [(story[each.mention.article], each.mention.told) for each in found.mentions]


def _within(found: Corpus, story: Mapping[str, Hashable]) -> Iterable[list[int]]:
    places: dict[Hashable, list[int]] = defaultdict(list)
    for i, each in enumerate(found.mentions):
        places[story[each.mention.article]].append(i)
    return places.values()


def facts_linked(found: Corpus, story: Mapping[str, Hashable]) -> dict[str, float]:
    """Precision, recall and F1 of the pairs of sentences that the linker takes for one fact."""
    counts = Counter[tuple[bool, bool]]()
    for told in sentences(found, story):
        groups = Linker([each.mention for each in told]).facts()
        group = {i: place for place, each in enumerate(groups) for i in each}
        for i, j in combinations(range(len(told)), 2):
            right = are_one_fact(told[i], told[j])
            if right is not None:
                counts[right, group[i] == group[j]] += 1
    found_right = counts[True, True]
    precision, recall = (found_right / max(found_right + counts[miss], 1) for miss in ((False, True), (True, False)))
    return {"precision": precision, "recall": recall, "f1": _f1(precision, recall)}


def scores(gold: Labels, answer: Labels) -> dict[str, float]:
    """CoNLL F1, and what it is the mean of."""
    found = {
        "muc": _f1(_muc(answer, gold), _muc(gold, answer)),
        "b_cubed": _f1(_b_cubed(answer, gold), _b_cubed(gold, answer)),
        "ceaf_e": _ceaf(gold, answer),
    }
    return {"conll": sum(found.values()) / 3} | found


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _muc(one: Labels, other: Labels) -> float:
    """The share of the links that groups need which hold in the other grouping (Vilain et al., 1995)."""
    parts: dict[Hashable, list[Hashable]] = defaultdict(list)
    for mine, theirs in zip(one, other, strict=True):
        parts[mine].append(theirs)
    links = sum(len(each) - 1 for each in parts.values())
    return sum(len(each) - len(set(each)) for each in parts.values()) / links if links else 0.0


def _b_cubed(one: Labels, other: Labels) -> float:
    """The mean share of a mention's group that is in its other group (Bagga and Baldwin, 1998)."""
    sizes, both = Counter(one), Counter(zip(one, other, strict=True))
    return sum(count * count / sizes[mine] for (mine, _), count in both.items()) / len(one)


def _ceaf(gold: Labels, answer: Labels) -> float:
    """The F1 of the best one-to-one map of groups, by their Dice coefficient (Luo, 2005)."""
    sizes = Counter(gold), Counter(answer)
    places = [{label: i for i, label in enumerate(each)} for each in sizes]
    like = np.zeros((len(places[0]), len(places[1])))
    for (one, other), count in Counter(zip(gold, answer, strict=True)).items():
        like[places[0][one], places[1][other]] = 2 * count / (sizes[0][one] + sizes[1][other])
    total = float(like[linear_sum_assignment(-like)].sum())
    return _f1(total / len(places[1]), total / len(places[0]))


# --- fitting


def fit(found: Sequence[Corpus]) -> None:
    """Print the weights: those that tell events and those that tell facts, each in the measure of their number."""
    samples = [sample for each in found for sample in (_events(each), _facts(each))]
    rows = np.concatenate([row for row, _ in samples])
    right = np.concatenate([each for _, each in samples])
    share = np.concatenate([np.full(len(each), 1 / len(each)) for _, each in samples]) * len(right) / len(samples)
    free = np.array([0.0] + [2.0] * (len(LINKS) - 1))

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        value = rows @ weights
        slope = rows.T @ (share * (1 / (1 + np.exp(-value)) - right)) + free * weights
        return float(share @ (np.logaddexp(0, value) - right * value) + free @ weights**2 / 2), slope

    fitted = minimize(loss, np.zeros(len(LINKS)), jac=True, method="L-BFGS-B").x
    print({name: round(float(value), 2) for name, value in zip(LINKS, fitted, strict=True)})


def _events(found: Corpus) -> tuple[Matrix, Matrix]:
    """Every two mentions of a story, and whether they are of one event."""
    pairs = []
    for places in _within(found, by_annotators(found)):
        linker = Linker([found.mentions[i].mention for i in places])
        for one, other in combinations([found.mentions[i] for i in places], 2):
            pairs.append((linker.features(one.mention, other.mention), one.event == other.event))
    return _matrices(pairs)


def _facts(found: Corpus) -> tuple[Matrix, Matrix]:
    """Every two sentences of a story that share more than names, and whether they tell one fact."""
    return _matrices(pair for told in sentences(found, by_annotators(found)) for pair in _pairs_of_facts(told))


def _pairs_of_facts(told: Sequence[Told]) -> Iterator[tuple[Mapping[str, float], bool]]:
    linker = Linker([each.mention for each in told])
    for one, other in combinations(told, 2):
        features = linker.features(one.mention, other.mention)
        right = are_one_fact(one, other)
        if right is not None and features["told"] + features["meaning"]:
            yield features, right


def _matrices(pairs: Iterable[tuple[Mapping[str, float], bool]]) -> tuple[Matrix, Matrix]:
    found = list(pairs)
    return np.array([[*features.values()] for features, _ in found]), np.array([float(right) for _, right in found])


# --- told


def report(name: str, found: Corpus) -> dict[str, Any]:
    gold = [each.event for each in found.mentions]
    result = {}
    for title, story in (("by their words", by_words), ("by annotators", by_annotators), ("all one story", all_one)):
        stories = story(found)
        result[title] = {"same lemma": scores(gold, same_lemma(found, stories))}
        if story is not all_one:
            result[title]["linked"] = scores(gold, linked(found, stories))
            result[title]["facts"] = facts_linked(found, stories)
        for way, values in result[title].items():
            told = "  ".join(f"{measure} {value:.3f}" for measure, value in values.items())
            print(f"{name:6} articles {title:16} {way:12} {told}")
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the folder data/interim/cybulska_setup")
    parser.add_argument(
        "--fit", action="store_true", help="fit the weights, and score the sets that they are fitted on"
    )
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args()
    names = ("Train", "Dev") if options.fit else ("Test",)
    found = {name: corpus(options.folder, name) for name in names}
    if options.fit:
        fit(list(found.values()))
    figures = {name: report(name, each) for name, each in found.items()}
    if options.json:
        options.json.write_text(json.dumps({**figures, "reach": REACH}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
