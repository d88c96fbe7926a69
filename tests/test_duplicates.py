"""Which articles are copies: exact and near ones found, other stories that look alike left alone."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.article import Article
from onrecord.duplicates import NearDuplicates, cluster
from onrecord.errors import UsageError

STORY = """The ferry Elan sank off the coast near Hull on Monday after it struck a rock, and all 83 people on board were
taken off by lifeboats within two hours, the coast guard said.
The ship, which was built in 1974, had left Grimsby at 6:40 in the morning with 71 passengers and 12 crew. It lost
steering about 4 miles from the harbor and drifted towards the shore in strong wind. Captain Ruth Hale sent out a call
for help at 7:15 and told passengers to put on their life jackets.
“We heard a bang and then the lights went out,” said Tom Weaver, who was traveling to work. “Nobody panicked. The crew
told us where to go, and we went.” Two passengers were treated for cuts, and one was kept in hospital overnight.
The owner, Northern Lines, said that the ferry had passed its yearly inspection in March and that divers would look at
the wreck as soon as the weather allowed. It has taken a second ship, the Petrel, out of service until its steering has
been checked. About 900 commuters use the route each day, and buses will run in its place until Friday.
The government has asked the marine board to find out why the steering failed. The board said it would publish a first
report within 30 days. A union that speaks for the crews said it had warned of worn parts on both ships last winter, and
that the company had promised to replace them but had put the work off twice. Northern Lines did not comment on that.
Environmental officers have laid booms around the wreck, which still holds 20 tons of fuel. So far no oil has been seen
on the beaches, they said, and the nature reserve at Spurn Point stays open to visitors."""

OTHER = """Voters in Leeds turned down a plan on Thursday to build a tram line across the city, with 54 percent against
it, officials said after the count ended late in the evening. The plan would have cost 2.1 billion pounds over 9 years.
Mayor Anna Brook, who had campaigned for the line since 2019, said she would respect the result and look for cheaper
ways to bring down traffic. Opponents had argued that the money would be better spent on the buses that most people use.
Turnout was 38 percent, lower than in the local election of last May."""

WORDS = [word for word in f"{STORY} {OTHER}".split() if word.isalpha()]


def article(text, name="x", **known):
    return Article(text, name, **known)


def found(*texts, **options):
    """For each text in turn the number of the earlier one that it is a copy of, or None."""
    near_duplicates = NearDuplicates(**options)
    answers = [near_duplicates.add(article(text, str(number))) for number, text in enumerate(texts)]
    return [None if answer is None else int(answer) for answer in answers]


def with_words_replaced(text, share, seed=1):
    dice = random.Random(seed)
    words = text.split(" ")
    for place in dice.sample(range(len(words)), round(len(words) * share)):
        words[place] = dice.choice(WORDS)
    return " ".join(words)


def lines(text, start=0, end=None):
    return "\n".join(text.splitlines()[start:end])


def test_an_exact_copy_is_found():
    assert found(STORY, OTHER, STORY) == [None, None, 0]


SPELLINGS = {
    "spacing": STORY.replace("\n", "  \r\n\n"),
    "quotation marks": STORY.replace("“", '"').replace("”", '"'),
    "dashes": STORY.replace(", who", " — who"),
    "case": STORY.upper(),
    "full-width letters": STORY.replace("Hull", "Ｈｕｌｌ"),
}


@pytest.mark.parametrize("text", SPELLINGS.values(), ids=SPELLINGS)
def test_another_way_to_write_it_is_an_exact_copy(text):
    assert found(STORY, text, bound=1) == [None, 0]


@pytest.mark.parametrize("seed", range(5))
def test_a_copy_with_a_tenth_of_its_words_replaced_is_found(seed):
    assert found(STORY, OTHER, with_words_replaced(STORY, 0.1, seed)) == [None, None, 0]


CHANGED = {
    "another lead": "All aboard were saved when a ship went down off Hull, officials said.\n" + lines(STORY, 2),
    "a cut tail": lines(STORY, 0, 8),
    "another byline": "By Jo Hay, Coast News\nHULL, England —" + STORY + "\nReporting by Jo Hay; editing by Al Moss",
    "a paragraph left out": lines(STORY, 0, 5) + "\n" + lines(STORY, 7),
    "a paragraph moved": lines(STORY, 7) + "\n" + lines(STORY, 0, 7),
    "one figure corrected": STORY.replace("83 people", "84 people"),
}


@pytest.mark.parametrize("text", CHANGED.values(), ids=CHANGED)
def test_a_copy_that_an_editor_changed_is_found(text):
    assert found(OTHER, STORY, text) == [None, None, 1]


def test_a_longer_version_is_no_copy_of_a_shorter_one():
    assert found(lines(STORY, 0, 8), STORY) == [None, None]


def test_a_story_that_quotes_another_at_length_is_no_copy():
    assert found(STORY, OTHER + "\n" + lines(STORY, 2, 5)) == [None, None]


def test_a_bound_of_one_finds_only_what_stands_in_the_other_whole():
    assert found(STORY, lines(STORY, 0, 8), CHANGED["another lead"], bound=1) == [None, 0, None]


MATCH = """{0} beat {1} {2}-{3} on {4} in front of {5} spectators, with all of the goals coming after the break. {6} put
the home side ahead in the {7}th minute after a mistake in defense, and {8} doubled the lead from the penalty spot in
the {9}th. The visitors pushed for a goal in the closing stages but could not find a way through. The coach said that he
was happy with the way his team had played and that the most important thing was to take the points. The win leaves the
team on {10} points from {11} matches, and they travel to {12} next, while the losers stay in the bottom half."""

MATCHES = [
    MATCH.format("Stoke", "Derby", 2, 0, "Saturday", "21,340", "Ian Cole", 58, "Max Burn", 71, 34, 21, "Hull"),
    MATCH.format("Leeds", "Luton", 4, 1, "Sunday", "30,112", "Joe Farr", 49, "Sam Pike", 66, 41, 22, "Bury"),
    MATCH.format("Stoke", "Derby", 3, 1, "Tuesday", "19,877", "Ian Cole", 62, "Max Burn", 88, 52, 30, "Hull"),
]

STOCKS = """Shares of {0} closed {1} percent higher at {2} dollars on {3} after the company raised its forecast for the
year. The company said in a statement that it now expects revenue of {4} billion dollars, up from an earlier forecast of
{5} billion. Analysts surveyed before the announcement had expected {6} billion on average. The shares have risen {7}
percent since the beginning of the year, compared with a rise of {8} percent for the index of the largest companies.
Trading volume was {9} times the average of the past month. The company did not say how many jobs it plans to cut."""

BANK = [
    STOCKS.format("Acme Steel", 3.1, 45.2, "Monday", 7.1, 6.8, 6.9, 12, 8, 2.1),
    STOCKS.format("Bolt Motors", 1.4, 118.75, "Monday", 21.3, 20.5, 20.9, 31, 8.2, 1.3),
    STOCKS.format("Acme Steel", 4.6, 51.9, "Friday", 7.9, 7.3, 7.4, 19, 11, 3.2),
]

CHIEF = """{0} said on {1} that its board had chosen {2} as the next chief executive of the company. {2} will take over
from {3}, who is to retire after a long career with the company and will stay on as an adviser until the end of the
year. The board said it had looked at candidates from inside and outside the company before it made its choice, and that
it was confident in the strategy that the management had set out. Analysts said the choice was widely expected and was
unlikely to change the direction of the business. The company, which has its headquarters in {4}, did not say how much
the new chief executive will be paid. Story by Pat Moss for Coast News in Hull. Coast News is part of Moss Media."""

CHIEFS = [
    CHIEF.format("Acme Steel", "Monday", "Ruth Hale", "Tom Weaver", "Leeds"),
    CHIEF.format("Bolt Motors", "Friday", "Ian Cole", "Max Burn", "Derby"),
]


@pytest.mark.parametrize("reports", [MATCHES, BANK, CHIEFS], ids=["matches", "stocks", "appointments, without numbers"])
def test_reports_filled_in_from_one_form_are_different_stories(reports):
    assert found(*reports) == [None] * len(reports)


@pytest.mark.parametrize("report", [MATCHES[0], BANK[0], CHIEFS[0]], ids=["match", "stock", "appointment"])
@pytest.mark.parametrize("seed", range(3))
def test_a_copy_of_such_a_report_is_tied_to_its_own_original(report, seed):
    others = [*MATCHES, *BANK, *CHIEFS]
    expected = others.index(report)
    assert found(*others, with_words_replaced(report, 0.05, seed))[-1] == expected


def test_the_same_news_with_other_figures_is_another_story():
    later = STORY
    for old, new in {
        "83": "79",
        "71": "67",
        "6:40": "7:10",
        "7:15": "8:05",
        "900": "700",
        "20": "35",
        "30": "14",
    }.items():
        later = later.replace(f" {old} ", f" {new} ")
    assert found(STORY, later) == [None, None]


def test_texts_that_share_an_agency_s_boilerplate_are_different_stories():
    footer = "\n" + " ".join(f"This is line {n} of the standing notice of the agency." for n in range(6))
    assert found(STORY + footer, OTHER + footer) == [None, None]


SHORT = "Two people were hurt when a bus hit a tree in Hull on Monday, police said."


def test_a_short_text_is_a_copy_only_when_it_is_the_same():
    assert found(SHORT, SHORT.replace("police", "officers"), SHORT.upper()) == [None, None, 0]


def test_texts_without_words_are_no_copies_of_each_other():
    assert found("!", "?", "…", "—") == [None] * 4


def test_a_change_of_currency_is_no_exact_copy():
    assert found("It cost $5 million.", "It cost €5 million.") == [None, None]


def test_titles_and_addresses_do_not_count():
    near_duplicates = NearDuplicates()
    assert near_duplicates.add(Article(STORY, "1", title="Ferry", url="https://x.org/1")) is None
    assert near_duplicates.add(Article(STORY, "2", title="Ship", url="https://y.org/2")) == "1"


def test_an_article_is_no_copy_of_itself():
    near_duplicates = NearDuplicates()
    assert [near_duplicates.add(article(STORY, "1")) for _ in range(2)] == [None, None]


def test_a_copy_of_a_copy_is_tied_to_the_original():
    near = with_words_replaced(STORY, 0.1)
    assert found(STORY, near, near, lines(near, 0, 10)) == [None, 0, 0, 0]


def test_copies_are_found_in_scripts_without_spaces():
    text = (
        "星期一早上，一艘渡轮在海岸附近触礁沉没，船上八十三人在两小时内全部获救。海岸警卫队说，这艘船建于一九七四年。"
    )
    changed = text.replace("全部获救", "都被救起")
    other = (
        "选民星期四否决了在全市修建有轨电车的计划，反对票占百分之五十四。官员说，计票工作在当天深夜结束，投票率偏低。"
    )
    assert found(text, other, changed) == [None, None, 0]


def test_only_so_many_articles_are_remembered():
    stories = [" ".join(random.Random(seed).choices(WORDS, k=80)) for seed in range(4)]
    near_duplicates = NearDuplicates(remember=2)
    assert [near_duplicates.add(article(text, str(n))) for n, text in enumerate(stories)] == [None] * 4
    changed = [f"{text} and that was all" for text in stories]
    assert near_duplicates.add(article(changed[3], "a")) == "3"
    assert near_duplicates.add(article(changed[2], "b")) == "2"
    assert near_duplicates.add(article(changed[0], "c")) is None


def test_a_cluster_is_read_by_its_longest_article():
    short, near = lines(STORY, 0, 8), with_words_replaced(STORY, 0.1)
    articles = [
        article(text, name) for name, text in {"cut": short, "tram": OTHER, "whole": STORY + ".", "near": near}.items()
    ]
    clusters = cluster(articles)
    assert {name: sorted(copies) for name, copies in clusters.items()} in (
        {"whole": ["cut", "near"], "tram": []},
        {"near": ["cut", "whole"], "tram": []},
    )


def test_nothing_to_cluster_is_no_cluster():
    assert cluster([]) == {}


def test_the_same_articles_always_come_out_the_same():
    script = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import test_duplicates as t;"
        "print(t.found(t.STORY, *t.MATCHES, *(t.with_words_replaced(t.STORY, 0.2, seed) for seed in range(20))))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", script], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


@pytest.mark.parametrize("bound", [0, -1, 1.01, float("nan")])
def test_a_bound_that_is_no_share_is_refused(bound):
    with pytest.raises(UsageError, match="bound="):
        NearDuplicates(bound=bound)


def test_remembering_nothing_is_refused():
    with pytest.raises(UsageError, match="remember=0"):
        NearDuplicates(remember=0)


def test_a_missing_library_is_named_with_the_way_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "rensa", None)
    with pytest.raises(UsageError, match=r"pip install 'onrecord\[batch\]'"):
        NearDuplicates()


def test_importing_loads_no_library_for_it():
    script = "import sys, onrecord.duplicates; sys.exit('rensa' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


DISCLAIMER = (
    " The publisher makes no promise about what shares may do, and no part of this text is advice. Readers should ask "
    "somebody who knows their situation before they buy or sell anything at all, and should not rely on one report. "
    "It may not be passed on without the written consent of those who wrote it, in whole or in part."
)
FLOOD = (
    "A flood of {} metres reached {} on {}, the river office said. The water stood in the streets by noon. Nobody was "
    "hurt, and schools stayed open. Floods are common there in spring, since the snow of the hills melts within days "
    "and the river is narrow where the old bridges stand close to each other, so that ice and timber pile up there."
)


@pytest.mark.parametrize(
    "texts",
    [
        (
            "Brenner Mills named Ida Roth as its head on Monday after a vote." + DISCLAIMER,
            "Talo Shipping sold two ferries to Norrland Lines, which pays in cash." + DISCLAIMER,
        ),
        (FLOOD.format("2.4", "Ostrava", "Monday"), FLOOD.format("3.1", "Velmar", "Friday")),
    ],
    ids=["one disclaimer", "one template"],
)
def test_stories_of_their_own_under_the_same_words_are_no_near_duplicates(texts):
    near_duplicates = NearDuplicates()
    assert [near_duplicates.add(article(text, str(number))) for number, text in enumerate(texts)] == [None, None]


@pytest.mark.parametrize(
    "byline", ["By Ida Roth, Talo Press\nVELMAR —", "VELMAR (Talo Press) —", "Talo Press – Velmar:"]
)
def test_who_sent_a_text_does_not_make_it_another_story(byline):
    near_duplicates = NearDuplicates()
    text = FLOOD.format("2.4", "Ostrava", "Monday")
    assert near_duplicates.add(article(f"BRUNN (Norrland News) — {text}", "1")) is None
    assert near_duplicates.add(article(f"{byline} {text}", "2")) == "1"
