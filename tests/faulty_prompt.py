"""A prompt with three planted faults, labelled articles, and an endpoint that reads by the prompt and rewrites it.

The endpoint puts all on record that the articles say, but for what the faults of the prompt that it is sent keep from
it. As the rewriter, it proposes for each kind of mistake that it is shown either what mends it or something as
plausible that doesn't, by chance, and other changes beside.
"""

import json
import random
import re
from hashlib import sha256

from endpoint_server import answer

SENTENCE = "Put only the first event of an article on record."
SETTING = "temperature: 1.7"
EXAMPLE = "{}"
RIGHT = '{"claims":[{"sentences":[2],"text":"The pier is 90 metres long."}]}'

PROMPT = f"""---
name: records
description: All kinds in a single call
metadata:
  kinds: [statement, event, claim]
  sentences_per_call: 40
model:
  options:
    {SETTING}
---
system:
You put on record what a news article says, as JSON.
statements: who said what, word for word. events: what happened, in one short sentence each.
{SENTENCE}
claims: every number, in one short sentence each.
Leave out kinds of which there is nothing.

user:
Article:
[1] The board closed the pier on Monday.
[2] The pier is 90 metres long.

Sentences 1 to 1.

assistant:
{{"events":[{{"sentences":[1],"what":"The board closed the pier on Monday."}}]}}

user:
Sentences 2 to 2.
The pier is 90 metres long.

assistant:
{EXAMPLE}

user:
Article:
{{% for sentence in sentences %}}
[{{{{ sentence.number }}}}] {{{{ sentence.text }}}}
{{% endfor %}}

Sentences {{{{ asked[0].number }}}} to {{{{ asked[asked | length - 1].number }}}}.
"""
MENDED = (
    PROMPT.replace(f"{SENTENCE}\n", "").replace(SETTING, "temperature: 0").replace(f"\n{EXAMPLE}\n", f"\n{RIGHT}\n")
)
PEOPLE = [
    "Ada Brandt",
    "Boris Kemp",
    "Clara Voss",
    "Dario Lund",
    "Edda Falk",
    "Felix Orme",
    "Greta Hale",
    "Hugo Marsh",
    "Ida Stern",
]
TOWNS = ["Arlow", "Brexby", "Corvale", "Dunmere", "Elstead", "Farrow", "Glenby", "Harwick", "Inverly", "Jasper"]
THINGS = ["bridge", "theatre", "harbour", "library", "station", "museum", "market"]
WORKS = ["school", "bakery", "quarry", "brewery", "foundry", "shipyard", "sawmill"]


def sentences(number):
    """The sentences of an article, with the record that each makes."""
    person, other = PEOPLE[number % 9], PEOPLE[(number + 4) % 9]
    town, thing, works = TOWNS[number % 10], THINGS[number % 7], WORKS[(number * 3) % 7]
    opened, closed = (
        f"{person} opened the {thing} of {town} on Monday.",
        f"The {works} in {town} burned down on Sunday.",
    )
    said, long = f"the {thing} will serve everyone", f"The {thing} is {40 + number} metres long."
    people = f"{town} has {3 + number},400 inhabitants."
    return [
        (opened, "events", {"what": opened}),
        (f"{other} said {said}.", "statements", {"speakers": [other], "cue": "said", "content": said}),
        (closed, "events", {"what": closed}),
        (long, "claims", {"text": long}),
        (people, "claims", {"text": people}),
    ]


def write_gold(folder, count=16, *, first=0, long=False):
    """A gold folder with so many articles, of twice as many sentences where they are to be long."""
    for name in ("articles", "gold"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for number in range(first, first + count):
        told = sentences(number) + (sentences(number + 100) if long else [])
        (folder / f"articles/news-{number}.txt").write_text(" ".join(text for text, _, _ in told) + "\n")
        lists = {}
        for text, plural, record in told:
            lists.setdefault(plural, []).append({**record, "evidence": [text]})
        gold = json.dumps({"article": f"news-{number}", **lists}, indent=1)  # JSON is YAML
        (folder / f"gold/news-{number}.yaml").write_text(gold)
    return folder


def read(messages, temperature=1.0):
    """What a model makes of the last message, by the faults of the prompt that comes before it."""
    system = messages[0]["content"]
    shown = re.findall(r"^\[(\d+)\] (.+)$", messages[-1]["content"], re.MULTILINE)
    known = {text: (plural, record) for number in range(200) for text, plural, record in sentences(number)}
    found = {}
    for number, text in shown:
        plural, record = known[text]
        if f"{plural}: " in system:
            found.setdefault(plural, []).append({"sentences": [int(number)], **record})
    if SENTENCE in system:
        found["events"] = found.get("events", [])[:1]
    if {"role": "assistant", "content": EXAMPLE} in messages:
        found["claims"] = found.get("claims", [])[:1]
    if temperature > 1:
        found.pop("statements", None)
    return json.dumps({plural: records for plural, records in found.items() if records})


def is_rewriting(messages):
    return messages[0]["content"].startswith("You improve the prompt")


MENDS = {
    "event": (SENTENCE, {"action": "delete", "why": "events are missed after the first"}),
    "claim": (f"answer: {EXAMPLE}", {"action": "replace", "text": RIGHT, "why": "the example lacks its claim"}),
    "statement": (SETTING, {"action": "replace", "text": "temperature: 0", "why": "the answers vary"}),
}
DISTRACTORS = {
    "event": ("events: what happened", {"action": "insert", "text": "Look for every event.", "why": "say it again"}),
    "claim": ("claims: every number", {"action": "delete", "why": "the model misreads it"}),
    "statement": ("statements: who said", {"action": "replace", "text": "statements: who spoke.", "why": "shorter"}),
}
OTHERS = [
    ("You put on record", {"action": "replace", "text": "You are an archivist of news.", "why": "a role"}),
    ("Leave out kinds", {"action": "delete", "why": "it may hold the model back"}),
    ("statements: who said", {"action": "delete", "why": "one list less"}),
]


def rewrite(messages, chance, luck=0.8):
    """Changes, by the mistakes that the last message tells of; each is the right one with a probability of `luck`."""
    asked = messages[-1]["content"]
    parts = dict(re.findall(r"^(\d+)\. (.+)$", asked, re.MULTILINE))
    kinds = sorted(set(re.findall(r"^- missed: (\w+)", asked, re.MULTILINE)))
    wanted = [(MENDS if chance.random() < luck else DISTRACTORS)[kind] for kind in kinds] + chance.sample(OTHERS, 1)
    chance.shuffle(wanted)
    changes = [
        {"part": int(number), **change}
        for within, change in wanted
        for number, text in parts.items()
        if within in text and "article's" not in text
    ]
    return json.dumps({"changes": changes[:5]})


def drawn(seed, messages):
    """Chance that is the same whenever the same is asked."""
    return random.Random(sha256(f"{seed}{messages}".encode()).digest())


def scripted(seed=0, luck=0.8):
    """A function from the messages and the temperature of a request to the text of its answer."""

    def answering(messages, temperature=1.0):
        if is_rewriting(messages):
            return rewrite(messages, drawn(seed, messages), luck)
        return read(messages, temperature)

    return answering


def indifferent(seed=0, lost=0.3):
    """The same where no change matters: each record is lost or not by chance, whatever the prompt says."""

    def answering(messages, _temperature=1.0):
        chance = drawn(seed, messages)
        if is_rewriting(messages):
            numbers = re.findall(r"^(\d+)\. sentence", messages[-1]["content"], re.MULTILINE)
            texts = [f"Mind rule {chance.randrange(10**9)}." for _ in range(5)]
            changes = [{"part": int(chance.choice(numbers)), "action": "insert", "text": text} for text in texts]
            return json.dumps({"changes": changes})
        found = json.loads(read([{"role": "system", "content": "statements: events: claims: "}, messages[-1]]))
        kept = {plural: [each for each in records if chance.random() > lost] for plural, records in found.items()}
        return json.dumps({plural: records for plural, records in kept.items() if records})

    return answering


def played(answering):
    """What a scripted endpoint makes of a request."""

    def reply(seen):
        return answer(answering(seen.payload["messages"], seen.payload.get("temperature", 1.0)))

    return reply
