"""How many keys and clicks it takes to label an article from a model's drafts, counted in a real browser.

The labeller is a script that knows the gold labels of an article, and is content with nothing less: every required
record is there, and every choice, name, place, time and sentence of evidence is right by the measures of the evals. The
drafts are the answers that the embedded model gave.
"""

import re
import shutil
from collections import Counter
from itertools import combinations

import pytest
from chromium import path_or_skip
from conftest import run
from labelled import EVALS
from labelling import Labelling, Page, chromium

from onrecord.evals import load_gold, score
from onrecord.evals._gold import labelled, read_labels
from onrecord.evals._matching import match
from onrecord.evals._similarity import (
    ALIKE,
    Sort,
    comparable,
    compared_fields,
    field_similarity,
    phrase,
    similarity,
    words_of,
)
from onrecord.grounding import Grounder
from onrecord.kinds import KINDS

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.slow]

NAME = "missile-launch"
"""An article of 15 sentences."""
FIELDS = {
    "evidence",
    *(field.name for kind in KINDS.values() for field in compared_fields(kind) if field.sort is not Sort.WORDING),
}


@pytest.fixture
def folder(tmp_path):
    for file in (f"articles/{NAME}.txt", "answers.jsonl"):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        shutil.copy(EVALS / file, tmp_path / file)
    return tmp_path


class Labeller:
    """Labels as the gold of an article has it, in as few inputs as it finds."""

    def __init__(self, page, gold):
        self.page, self.gold = page, gold
        self.grounder = Grounder(gold.article)

    def decide(self, record, target):
        """Reject the open draft, or make it say what the target says and accept it."""
        if target is None:
            self.page.key("x")
        else:
            self.correct(record, target)
            self.page.key("a")

    def correct(self, record, target):
        for number, field in enumerate(compared_fields(type(record)), start=1):
            wanted = target.fields.get(field.name, field.default)
            value = comparable(field, record)
            if field.sort is Sort.WORDING or field_similarity(field, wanted, value) >= ALIKE:
                continue
            if field.sort is Sort.CHOICE:
                self.choose(field.name, wanted[0] or field.default[0])
            elif field.sort is Sort.SET:
                self.change_members(field.name, number, wanted, value)
            elif None in wanted:
                self.page.key(str(number), "Control+a", "Delete", "Escape")
            else:
                self.fill(number, wanted, target)
        self.place(record, target)

    def choose(self, name, value):
        self.page.click(f'[data-field="{name}"] [data-value="{value}"]')

    def change_members(self, name, number, wanted, value):
        """Take out the members that are wrong, and add those that are missing."""
        for each in [each for each in value if not any(same(each, member) for member in wanted)]:
            self.page.click(f'[data-field="{name}"] [aria-label="Remove {each} from {name}"]')
        for member in [member for member in wanted if not any(same(each, member) for each in value)]:
            self.fill(number, member, None)

    def fill(self, number, alternatives, target):
        """Fill a field with the first of the alternatives that stands in the article, near the record where it can."""
        sentences = self.gold.article.sentences
        near = [each for each in sentences if target and each.number in target.sentences]
        for words in filter(None, alternatives):
            for sentence in (*near, *sentences):
                if words in self.text(sentence):
                    self.page.select(sentence.number, words)
                    return self.page.key(str(number))
        self.page.key(str(number))
        self.page.type(next(filter(None, alternatives)))
        return self.page.key("Escape")

    def text(self, sentence):
        return self.gold.article.text[sentence.span.start : sentence.span.end]

    def place(self, record, target):
        """Have the record rest on the target's sentences."""
        shown = set(record.sentences)
        for number in sorted(shown ^ set(target.sentences)):
            self.page.click(f"#s{number} .n")

    def add(self, target):
        """Make a record that is missing: of words that say it, or else of its evidence, and then type what it says."""
        kind = KINDS[target.kind]
        number, words, typed = self.words(target)
        self.page.select(number, words)
        self.page.key(f"Shift+{kind.kind[0].upper()}")
        if typed:
            self.page.key("1", "Control+a")
            self.page.type(typed)
            self.page.key("Escape")
        defaults = {field.name: field.default[0] for field in compared_fields(kind) if field.sort is Sort.CHOICE}
        wording = next(field.name for field in compared_fields(kind) if field.sort is Sort.WORDING)
        given = {wording: typed or words, "sentences": [number], **defaults}
        self.correct(kind.model_construct(**{**blank(kind), **given}), target)

    def words(self, target):
        """A sentence and words of it that say what a record says; where none do, what to type besides."""
        kind = KINDS[target.kind]
        wording = next(field for field in compared_fields(kind) if field.sort is Sort.WORDING)
        options = []
        for number in target.sentences:
            sentence = self.text(self.gold.article.sentences[number - 1])
            words = [(found.start(), found.end()) for found in re.finditer(r"\S+", sentence)]
            for (start, _), (_, end) in combinations(words, 2):
                said = max(wording_similarity(each, sentence[start:end]) for each in target.fields[wording.name])
                options.append((said, number, sentence[start:end]))
        options.sort(reverse=True)
        for _, number, words in options[:40]:
            if self.says(target, wording.name, words):
                return number, words, None
        return *options[0][1:], str(target.fields[wording.name][0])

    def says(self, target, wording, words):
        """Whether these words match the target by the evals' own measure."""
        fields = {**target.record().model_dump(), wording: words, "sentences": list(target.sentences)}
        record = KINDS[target.kind].model_construct(**fields)
        place = self.gold.records.index(target)
        return any(pair.gold == place for pair in match(self.gold, [self.grounder.ground(record)]).pairs)


def same(one, alternatives):
    """Whether a name is one of those that are equally right."""
    return any(similarity(phrase(one), phrase(each)) >= ALIKE for each in alternatives)


def wording_similarity(one, other):
    """How many of the words of two wordings both have."""
    a, b = Counter(words_of(one)), Counter(words_of(other))
    return 2 * (a & b).total() / ((a + b).total() or 1)


def blank(kind):
    return {field.name: [] if field.sort is Sort.SET else None for field in compared_fields(kind)}


def drafted(folder):
    """The drafts as the file has them, as if they were accepted."""
    file = folder / f"gold/{NAME}.yaml"
    article, content = read_labels(file, folder / "articles")
    for kind in KINDS.values():
        content[kind.plural] = [
            {name: value for name, value in each.items() if name != "draft"} for each in content.get(kind.plural, [])
        ]
    return labelled(article, content, "drafts")


def wording_of(record):
    return getattr(record, next(field.name for field in compared_fields(type(record)) if field.sort is Sort.WORDING))


def test_an_article_of_15_sentences_takes_under_3_inputs_a_record(folder):
    gold = next(each for each in load_gold(EVALS) if each.article.id == NAME)
    labelling = Labelling(folder, "--drafts", folder / "answers.jsonl", "--model", "local")
    try:
        with chromium(path_or_skip()) as browser:
            page = Page(browser.new_page(viewport={"width": 1280, "height": 1000}), labelling, NAME)
            page.page.wait_for_selector(".card.is-open")
            labeller = Labeller(page, gold)
            drafts = drafted(folder)
            records = [each.record() for each in drafts.records]
            matching = match(gold, [labeller.grounder.ground(each) for each in records])
            targets = {pair.predicted: gold.records[pair.gold] for pair in matching.pairs}
            left = {(each.kind, wording_of(each), place): place for place, each in enumerate(records)}
            for _ in records:
                shown = page.open.get_attribute("aria-label").removeprefix("Draft of a ")
                kind, _, wording = shown.partition(": ")
                key = next(key for key in left if key[:2] == (kind, wording))
                place = left.pop(key)
                labeller.decide(records[place], targets.get(place))
            decided = page.inputs
            for missed in matching.missed:
                labeller.add(gold.records[missed])
            page.settled()
            inputs = page.inputs
    finally:
        labelling.close()
    checked = run("gold", "check", folder)
    assert checked.returncode == 0, checked.stderr
    (made,) = load_gold(folder)
    found = score(gold, [labeller.grounder.ground(each.record()) for each in made.records]).ratios
    print(f"{inputs} inputs for {len(made.records)} records, {decided} of them for {len(records)} drafts")
    wrong = [name for name in found if name.split(".")[-1] in FIELDS and found[name][0] < found[name][1]]
    assert wrong == []
    assert found["all.f1"][0] == found["all.f1"][1]
    assert inputs < 3 * len(made.records)
