"""News that looks alike, made up with a fixed seed, and copies of it: the corpus of the benchmark of duplicates.

Stories run over several articles that share their cast, their quotations and whole paragraphs of background; reports
are filled in from one form and differ in names and numbers alone; agencies put their boilerplate under everything. None
of those are copies. Into it go copies of four kinds, each after its original: a changed lead, a cut tail, another
agency's byline, and a tenth of the words replaced.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.article import Article

SEED = 20250101
COPIED, REPORTS = 0.2, 0.15
"""Shares of the articles that are copies, and of the originals that are reports filled in from a form."""

AGENCIES = 40


def split(text: str) -> list[str]:
    return text.split()


SYLLABLES = split(
    "ba ber car dal den el far gan hol ir jan kel lor mar mon nor ol pen qui ran sel tor ul ven wil yar zan"
)
ENDINGS = split("berg by dale field ford ham ia land mouth ov sen sk son stad stead ton vale vic wick wood")
NOUNS = split("""
agreement airport amendment appeal arrest ballot bank border bridge budget campaign charge coalition
commission committee company contract council court crisis deal debt decision delay department deputy drought
election emergency energy engine evidence factory farm ferry fire fleet flood force forecast fraud fuel fund
grain harbor hearing hospital housing inquiry inspection insurance investigation investment labor law lawsuit
levy license loan mall market measure mine minister ministry mission motion network offer office order outage
park pension permit pipeline plan plant police policy port price prison program project proposal prosecutor
protest province railway rate reactor reform refugee region report rescue reserve residents review road ruling
safety sale school sector security senate sentence service settlement shelter ship shortage storm strike study
subsidy summit supply suspect tariff tax team terminal trade trial truce union vaccine verdict village vote
wage water witness worker
""")
ADJECTIVES = split("""
additional annual armed basic central coastal contested controversial criminal damaged delayed domestic double
early eastern emergency essential fatal federal final financial foreign former fresh full general global heavy
high illegal immediate independent initial internal joint key largest late leading legal limited local long
main major medical military minor modern monthly narrow national new northern nuclear official old partial
permanent planned political poor possible powerful previous private public rare recent regional remaining
rural senior separate serious severe sharp shared short single social southern special state strict sudden
temporary tough urban urgent voluntary western wide
""")
VERBS = split("""
abandoned accepted acquired adopted announced approved attacked backed blamed blocked built canceled
challenged cleared closed completed condemned confirmed criticized cut defended delayed demanded denied
described destroyed doubled dropped ended entered extended faced filed finished followed funded halted hit
ignored imposed inspected joined kept launched left lifted lost managed missed moved named offered opened
opposed ordered paid passed planned postponed praised prepared promised proposed protected questioned raised
reached reduced rejected released repaired replaced reported required resumed reversed reviewed revised
secured seized signed sold started stopped suspended threatened toured tracked traded unveiled urged used
visited welcomed won
""")
ROLES = split("""
spokesman spokeswoman minister analyst lawyer mayor director commissioner economist witness resident chairman
prosecutor judge governor professor captain coach secretary inspector
""")
DAYS = split("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
MONTHS = split("January February March April May June July August September October November December")
STOCK = (
    "in a statement released late on {day}",
    "according to two people familiar with the matter",
    "who spoke on condition of anonymity because they were not authorized to speak to the media",
    "for the first time in {n} years",
    "ahead of next month's vote",
    "despite warnings from experts",
    "in the early hours of {day}",
    "as part of a wider plan",
    "on the outskirts of {place}",
    "with immediate effect",
    "after weeks of talks",
    "under the terms of the agreement",
    "a figure that {org} disputes",
    "in what critics called a step backwards",
    "at a cost of ${n} million",
    "pending the outcome of an investigation",
    "before the end of the year",
    "at a news conference in {place}",
    "citing security concerns",
    "amid growing pressure from {org}",
    "since the beginning of the year",
    "as of {day} evening",
    "near the border with {place}",
    "for at least {n} days",
    "without giving further details",
    "in line with expectations",
    "the highest level since {year}",
    "more than {n} people were affected",
    "a move that surprised many observers",
    "in a closed-door session",
    "by a vote of {n} to {m}",
    "up from {n} a year earlier",
)
SAID = (
    "said {name}, a {role} at {org}",
    "{name} told reporters",
    "{name} said in an interview",
    "said {name}",
    "according to {name}, the {role}",
    "{name} wrote on social media",
    "{name} told {org}",
)

BOILERPLATE = (
    "{agency} is an independent news cooperative with reporters in more than {n} countries. This material may not "
    "be published, broadcast, rewritten or redistributed without permission. All rights reserved.",
    "Our standards: {agency} journalists report the news without bias. Additional reporting by {name} in {place}; "
    "writing by {name}; editing by {name}. Subscribe to our morning newsletter for the stories that matter most.",
    "{agency} receives support for its coverage of the region from several private foundations. The newsroom is "
    "solely responsible for all content. Find the list of supporters and the areas of coverage on its website.",
    "This story has been corrected to show the right spelling of a name. Follow {agency} for live updates, and "
    "contact the newsroom with tips and corrections. Reprints are licensed through the syndication desk.",
)
"""What every agency puts under its stories; its own names and numbers are filled in once."""

FORMS = (
    "{team} beat {team2} {g}-{h} on {day} in front of {n},{k} spectators at the {place} stadium. {name} opened "
    "the scoring in the {m}th minute, and {name2} equalized from close range shortly before half-time. {name3} "
    "came on as a substitute in the {q}th minute and scored the winner with a header from a corner. The result "
    "leaves {team} on {r} points after {s} matches, while {team2} have won only {h} of their last {g} away games. "
    "The referee showed {h} yellow cards. {team} play at {team3} next {day2}, and {team2} host {team4}.",
    "Shares of {org} rose {d} percent to ${p} in morning trading on {day} after the company reported earnings "
    "that beat analysts' expectations. The {place}-based company said net income was ${n}.{g} million, or {h} "
    "cents a share, in the quarter that ended in {month}. Revenue was ${k} million, up from ${q} million a year "
    "earlier. Analysts surveyed by the agency had expected {m} cents a share. The company said it expects "
    "full-year revenue of ${r} million to ${s} million. Its shares have risen {d2} percent since the beginning of "
    "the year.",
    "A magnitude {d} earthquake struck {n} kilometers from {place} on {day} at {g}:{m}, according to preliminary "
    "data. The epicenter was {k} kilometers from {place2} and {q} kilometers from {place3}, at a depth of {s} "
    "kilometers. In the past {h} days there have been {r} earthquakes of magnitude {d2} or greater nearby. There "
    "were no immediate reports of damage or injuries. Residents who felt the earthquake are asked to report what "
    "they experienced.",
    "{place} will see a high of {m} degrees on {day} with winds of {n} kilometers an hour from the {wind}. The "
    "chance of rain is {q} percent in the morning and {r} percent in the afternoon, when up to {s} millimeters "
    "are expected in {place2} and {place3}. Overnight temperatures will fall to {h} degrees. {day2} will be "
    "cloudy with a high of {g} degrees and a {k} percent chance of rain. Sunrise is at 6:{n} and sunset at 7:{m}.",
    "Officers were called to an address on {name} Street in {place} at {g}:{m} on {day}, where a {n}-year-old man "
    "had been injured. He was taken to {place2} hospital and is in a stable condition. A {q}-year-old man, "
    "{name2}, was arrested at the scene and charged with assault. He will appear before magistrates in {place3} "
    "on {month} {h}. Anyone who saw what happened is asked to call the station on 555-{k} and give the reference "
    "number {r}{s}.",
    "{org} said on {day} that its board had chosen {name} as the next chief executive of the company. {name} will "
    "take over from {name2}, who is to retire after a long career with the company and will stay on as an adviser "
    "until the end of the year. The board said it had looked at candidates from inside and outside the company "
    "before it made its choice, and that it was confident in the strategy that the management had set out. "
    "Analysts said the choice was widely expected and was unlikely to change the direction of the business. The "
    "company, which has its headquarters in {place}, did not say how much the new chief executive will be paid.",
    "The authorities in {place} have warned residents to boil their tap water before they drink it, cook with it "
    "or brush their teeth. The warning was issued on {day} after routine tests had found bacteria in samples from "
    "the {place2} reservoir, and it applies to all households that get their water from there. Bottled water is "
    "handed out to those who are old or ill. Engineers are flushing the network, and the warning will stay in "
    "place until two tests in a row have come back clean. “We are sorry for the trouble that this causes,” said "
    "{name}, who leads the water board. About {k} households are affected, and {m} schools.",
)


def word(dice: random.Random) -> str:
    return (dice.choice(SYLLABLES) + dice.choice([*SYLLABLES, "", ""]) + dice.choice(ENDINGS)).capitalize()


def person(dice: random.Random) -> str:
    return f"{word(dice)} {word(dice)}"


def body(dice: random.Random) -> str:
    return f"{word(dice)} {dice.choice(('Council', 'Group', 'Ministry', 'Authority', 'Bank', 'Union', 'University'))}"


# --- articles


@dataclass(frozen=True)
class Cast:
    """What the articles of one running story have in common."""

    people: Sequence[str]
    bodies: Sequence[str]
    places: Sequence[str]
    nouns: Sequence[str]
    adjectives: Sequence[str]
    background: Sequence[str] = ()
    quotes: Sequence[str] = ()


def cast(dice: random.Random) -> Cast:
    made = Cast(
        [person(dice) for _ in range(5)],
        [body(dice) for _ in range(3)],
        [word(dice) for _ in range(3)],
        dice.sample(NOUNS, 25),
        dice.sample(ADJECTIVES, 15),
    )
    background = [sentence(dice, made) for _ in range(7)]
    return replace(made, background=background, quotes=[quote(dice, made) for _ in range(5)])


def thing(dice: random.Random, of: Cast) -> str:
    return f"{dice.choice(('the', 'the', 'a', 'its', 'their'))} {dice.choice(of.adjectives)} {dice.choice(of.nouns)}"


def filled(dice: random.Random, form: str, of: Cast) -> str:
    if "{" not in form:
        return form
    n, m = dice.randint(2, 400), dice.randint(2, 90)
    known = {"place": dice.choice(of.places), "org": dice.choice(of.bodies), "name": dice.choice(of.people)}
    rest = {"day": dice.choice(DAYS), "role": dice.choice(ROLES), "year": dice.randint(1950, 2023)}
    return form.format(n=n, m=m, **known, **rest)


def clause(dice: random.Random, of: Cast) -> str:
    subject = dice.choice((*of.bodies, *of.people, thing(dice, of), thing(dice, of)))
    return f"{subject} {dice.choice(VERBS)} {thing(dice, of)} and {dice.choice(VERBS)} {thing(dice, of)}"


def sentence(dice: random.Random, of: Cast) -> str:
    parts = [clause(dice, of), *(filled(dice, dice.choice(STOCK), of) for _ in range(dice.randint(1, 2)))]
    said = " ".join(parts)
    return said[0].upper() + said[1:] + "."


def quote(dice: random.Random, of: Cast) -> str:
    said = filled(dice, dice.choice(SAID), of)
    return f"“We {dice.choice(VERBS)} {thing(dice, of)} and {clause(dice, of)},” {said}."


@dataclass(frozen=True)
class Agency:
    """Who sends a story out: how it opens and what stands under it."""

    name: str
    byline: str
    footer: str


def agency(dice: random.Random) -> Agency:
    name = word(dice) + dice.choice((" Press", " News", "wire", " Agency"))
    of = cast(dice)
    byline = dice.choice(("By {name}, {agency}\n{place} —", "{place} ({agency}) —", "{agency} – {place}, {day}:"))
    footer = dice.choice(BOILERPLATE) if dice.random() < 0.7 else ""
    return Agency(name, *(filled(dice, text.replace("{agency}", name), of) for text in (byline, footer)))


@dataclass(frozen=True)
class Story:
    """An article in its parts, so that it can be copied as a newspaper would."""

    by: Agency
    of: Cast
    sentences: Sequence[str]

    @property
    def text(self) -> str:
        paragraphs = [" ".join(self.sentences[i : i + 2]) for i in range(0, len(self.sentences), 2)]
        return "\n".join(filter(None, [f"{self.by.byline} {paragraphs[0]}", *paragraphs[1:], self.by.footer]))


def written(dice: random.Random, of: Cast, agencies: Sequence[Agency]) -> Story:
    """One article of a running story: what is new, then quotes and background that others have too."""
    new = [sentence(dice, of) for _ in range(dice.randint(8, 14))]
    shared = dice.sample(of.quotes, dice.randint(1, 3)) + dice.sample(of.background, dice.randint(2, 6))
    middle = new[3:] + shared[:2]
    dice.shuffle(middle)
    return Story(dice.choice(agencies), of, [*new[:3], *middle, *shared[2:]])


def report(dice: random.Random, agencies: Sequence[Agency]) -> Story:
    """A report filled in from a form: only its names and numbers are its own."""
    of = cast_of_report(dice)
    small = {name: dice.randint(2, 9) for name in "gh"} | {name: dice.randint(10, 59) for name in "mnqrs"}
    decimals = {name: f"{dice.randint(1, 9)}.{dice.randint(1, 9)}" for name in ("d", "d2")}
    text = dice.choice(FORMS).format(
        **of,
        **small,
        **decimals,
        k=dice.randint(100, 999),
        p=f"{dice.randint(5, 300)}.{dice.randint(10, 99)}",
        day=dice.choice(DAYS),
        day2=dice.choice(DAYS),
        month=dice.choice(MONTHS),
        wind=dice.choice(("north", "south", "east", "west")),
    )
    return Story(dice.choice(agencies), cast(dice), re.split(r"(?<=[.]) (?=[A-Z])", text))


def cast_of_report(dice: random.Random) -> dict[str, str]:
    made = {f"{name}{n}": word(dice) for name in ("team", "place") for n in ("", 2, 3, 4)}
    return made | {f"name{n}": person(dice) for n in ("", 2, 3)} | {"org": f"{word(dice)} {word(dice)} Inc."}


def originals(dice: random.Random, agencies: Sequence[Agency], count: int) -> Iterator[Story]:
    while count > 0:
        if dice.random() < REPORTS:
            yield report(dice, agencies)
            count -= 1
            continue
        of = cast(dice)
        for _ in range(min(count, dice.randint(1, 8))):
            yield written(dice, of, agencies)
            count -= 1


# --- copies


def changed_lead(dice: random.Random, story: Story, _: Sequence[Agency]) -> str:
    changed = 1 if len(story.sentences) < 12 else dice.randint(1, 2)
    lead = [sentence(dice, story.of) for _ in range(changed)]
    return replace(story, sentences=[*lead, *story.sentences[changed:]]).text


def cut_tail(dice: random.Random, story: Story, _: Sequence[Agency]) -> str:
    kept = max(2, round(len(story.sentences) * dice.uniform(0.4, 0.9)))
    return replace(story, by=replace(story.by, footer=""), sentences=story.sentences[:kept]).text


def other_byline(dice: random.Random, story: Story, agencies: Sequence[Agency]) -> str:
    return replace(story, by=dice.choice([each for each in agencies if each is not story.by])).text


def words_replaced(dice: random.Random, story: Story, _: Sequence[Agency]) -> str:
    """Exactly a tenth of the words, any of them, by others of their sort."""
    pieces = re.split(r"(\w+)", story.text)
    places = range(1, len(pieces), 2)
    for place in dice.sample(places, len(places) // 10):
        pieces[place] = other_word(dice, pieces[place])
    return "".join(pieces)


def other_word(dice: random.Random, old: str) -> str:
    if old.isdecimal():
        return str(dice.randint(2, 9 * 10 ** (len(old) - 1) + 2))
    if old[0].isupper():
        return word(dice)
    return dice.choice((NOUNS, ADJECTIVES, VERBS)[dice.randrange(3)])


KINDS: dict[str, Callable[[random.Random, Story, Sequence[Agency]], str]] = {
    "changed lead": changed_lead,
    "cut tail": cut_tail,
    "another agency's byline": other_byline,
    "10% of words replaced": words_replaced,
}


@dataclass(frozen=True, slots=True)
class Planted:
    """An article of the corpus; a copy names its kind and the article it was made from."""

    article: Article
    kind: str | None = None
    original: str | None = None


def corpus(count: int) -> list[Planted]:
    """`count` articles in the order they come: every copy somewhere after its original."""
    dice = random.Random(SEED)
    agencies = [agency(dice) for _ in range(AGENCIES)]
    stories = list(originals(dice, agencies, round(count * (1 - COPIED))))
    places = [(float(i), Planted(Article(story.text, id=f"original-{i}"))) for i, story in enumerate(stories)]
    for number in range(count - len(stories)):
        kind = list(KINDS)[number % len(KINDS)]
        source = dice.randrange(len(stories))
        article = Article(KINDS[kind](dice, stories[source], agencies), id=f"copy-{number}")
        places.append((dice.uniform(source, len(stories)), Planted(article, kind, f"original-{source}")))
    return [planted for _, planted in sorted(places, key=lambda place: place[0])]
