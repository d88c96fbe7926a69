"""Where reports of one fact differ, by the public function: what is told, what isn't, and whether it is an update."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from onrecord import Article
from onrecord.compose import Saying, compose
from onrecord.grounding import Grounder
from onrecord.kinds import Claim, Event, Record
from onrecord.stories import Disagreement, Report, Source, disagreements

WEDNESDAY = datetime(2026, 11, 25, tzinfo=UTC)


def report(
    text: str,
    outlet: str = "Tarn Post",
    hour: int = 9,
    *,
    article: str = "",
    language: str = "en",
    copy_of: str | None = None,
    current: bool = True,
    records: tuple[Record, ...] = (),
) -> Report:
    """A sentence as a report, by a claim that says the same unless there are `records`."""
    at = WEDNESDAY.replace(hour=hour)
    whole = Article(text, published_at=at, language=language)
    made = records or (Claim(text=text, sentences=[1]),)
    grounded = [Grounder(whole).ground(each) for each in made]
    (fact,) = compose(whole, grounded).facts
    name = article or f"{outlet} {hour}"
    source = Source(name, outlet, None, None, at.date(), at, copy_of, current, language)
    return Report(source, fact, 1, text, tuple(grounded))


def told(*reports: Report) -> list[tuple[str, str, list[tuple[str, list[str]]]]]:
    return [plain(each) for each in disagreements(reports)]


def plain(found: Disagreement) -> tuple[str, str, list[tuple[str, list[str]]]]:
    sides = [(side.value, [each.source.article for each in side.reports]) for side in found.sides]
    return found.about, found.kind, sides


def both(one: str, other: str, language: str = "en") -> list[tuple[str, list[str]]]:
    """What is told of two outlets at the same hour: what it is about, and the values of the sides."""
    found = told(report(one, "Tarn Post", language=language), report(other, "Ellmouth Echo", language=language))
    assert all(kind == "dispute" for _, kind, _ in found)
    return [(about, [value for value, _ in sides]) for about, _, sides in found]


@pytest.mark.parametrize(
    ("one", "other", "about", "values"),
    [
        (
            "Three people were killed when the ferry sank.",
            "5 people died when the ferry sank.",
            "number",
            ["Three people", "5 people"],
        ),
        (
            "The storm left 3 dead and 12 injured.",
            "The storm left 3 dead and 15 injured.",
            "number",
            ["12 injured", "15 injured"],
        ),
        ("The fire destroyed 340 houses.", "The fire destroyed 280 houses.", "number", ["340 houses", "280 houses"]),
        ("The bridge cost $3 million.", "The bridge cost $4.5 million.", "number", ["$3 million", "$4.5 million"]),
        ("The bridge cost $3 million.", "The bridge cost €3 million.", "number", ["$3 million", "€3 million"]),
        (
            "Sales fell by 12 percent in spring.",
            "Sales fell by 18 percent in spring.",
            "number",
            ["12 percent", "18 percent"],
        ),
        (
            "The ferry drifted 12 miles to the north.",
            "The ferry drifted 12 km to the north.",
            "number",
            ["12 miles", "12 km"],
        ),
        ("Ravens Brack beat Lindow 3-2.", "Ravens Brack beat Lindow 4-2.", "number", ["3-2", "4-2"]),
        (
            "At least nine people were killed in the blast.",
            "Seven people were killed in the blast.",
            "number",
            ["At least nine people", "Seven people"],
        ),
        (
            "Dozens of people were hurt in the blast.",
            "About 900 people were hurt in the blast.",
            "number",
            ["Dozens of people", "About 900 people"],
        ),
        ("The ferry sank on Tuesday off Tarn.", "The ferry sank on Sunday off Tarn.", "day", ["Tuesday", "Sunday"]),
        ("The ferry sank on Tuesday off Tarn.", "The ferry sank on Nov. 21 off Tarn.", "day", ["Tuesday", "Nov. 21"]),
        (
            "The ferry burned in Ellmouth for hours.",
            "The ferry burned in Brack for hours.",
            "place",
            ["Ellmouth", "Brack"],
        ),
        (
            "Mayor Ida Falk resigned over the fire.",
            "Mayor Bo Chen resigned over the fire.",
            "name",
            ["Ida Falk", "Bo Chen"],
        ),
    ],
)
def test_what_two_outlets_say_differently_is_told(one: str, other: str, about: str, values: list[str]) -> None:
    assert both(one, other) == [(about, values)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("At least nine people were killed in the blast.", "Nine people were killed in the blast."),
        ("About 1,200 people marched through Brack.", "More than 1,000 people marched through Brack."),
        ("Dozens of people were hurt in the blast.", "About 40 people were hurt in the blast."),
        ("Two of the 5 sailors were rescued.", "Five sailors were rescued."),
        ("Two of the people were killed at sea.", "Five people were killed at sea."),
        ("Three people were killed in the storm.", "The storm killed three."),
        ("Three soldiers were killed in the storm.", "Five people were killed in the storm."),
        ("The storm killed 3 people and injured 12.", "Twelve people were hurt and three died in the storm."),
        ("The bridge cost 3 million dollars.", "The bridge cost $3m."),
        ("The bridge cost $3 million.", "The bridge cost €2.6 million."),
        ("Sales came to $1.2 billion in spring.", "Sales came to $1.23 billion in spring."),
        ("The ferry drifted 12 miles to the north.", "The ferry drifted 19 kilometres to the north."),
        ("The ferry drifted for two weeks.", "The ferry drifted for 14 days."),
        ("The quake had a magnitude of 6.", "The quake had a magnitude of 5.8."),
        ("The fire destroyed 340 houses.", "The fire destroyed 12 barns and 340 houses."),
        ("The fire destroyed 340 houses.", "Firemen saved 25 of the houses."),
        ("The toll rose to five, from an earlier three people killed.", "Five people were killed."),
        ("The wreck lies 10 to 12 miles out at sea.", "The wreck lies 11 miles out at sea."),
        ("The ferry sank on Tuesday off Tarn.", "The ferry sank on Nov. 24 off Tarn."),
        ("The ferry sank on Tuesday night off Tarn.", "The ferry sank early on Wednesday off Tarn."),
        ("The ferry sank on Tuesday, the coastguard said.", "The coastguard said on Wednesday that the ferry sank."),
        ("Mayor Ida Falk resigned over the fire.", "Mayor Falk resigned over the fire."),
        ("The ferry burned in Ellmouth for hours.", "The ferry burned in Ellmouth Harbour for hours."),
        ("The council approved the budget.", "The council did not reject the budget."),
        ("The crew fired flares at noon.", "Passengers heard three blasts in the channel."),
    ],
)
def test_what_can_both_be_right_is_not_told(one: str, other: str) -> None:
    assert both(one, other) == []


@pytest.mark.parametrize(
    ("one", "other", "language", "values"),
    [
        (
            "Bei dem Brand starben drei Menschen.",
            "Bei dem Brand starben fünf Menschen.",
            "de",
            ["drei Menschen", "fünf Menschen"],
        ),
        (
            "Trois personnes ont été tuées dans l'incendie.",
            "Cinq personnes ont été tuées dans l'incendie.",
            "fr",
            ["Trois personnes", "Cinq personnes"],
        ),
        (
            "Tres personas murieron en el incendio.",
            "Cinco personas murieron en el incendio.",
            "es",
            ["Tres personas", "Cinco personas"],
        ),
        ("Der Umbau kostet 1.300 Euro.", "Der Umbau kostet 1.800 Euro.", "de", ["1.300 Euro", "1.800 Euro"]),
        ("Die Fähre sank am Dienstag vor Tarn.", "Die Fähre sank am Sonntag vor Tarn.", "de", ["Dienstag", "Sonntag"]),
        (
            "El barco se hundió el martes cerca de Tarn.",
            "El barco se hundió el domingo cerca de Tarn.",
            "es",
            ["martes", "domingo"],
        ),
    ],
)
def test_other_languages(one: str, other: str, language: str, values: list[str]) -> None:
    assert [found for _, found in both(one, other, language)] == [values]


def test_ranges_differ_by_their_ends() -> None:
    found = both("The wreck lies 10 to 12 miles out at sea.", "The wreck lies 10 to 25 miles out at sea.")
    assert found == [("number", ["12 miles", "25 miles"])]


def test_in_other_languages_what_can_both_be_right_is_not_told() -> None:
    assert both("Mindestens drei Menschen starben.", "Drei Menschen starben.", "de") == []
    assert both("Des centaines de personnes ont défilé.", "400 personnes ont défilé.", "fr") == []


def test_the_opposite_is_told() -> None:
    assert both("The ferry sank off Tarn.", "The ferry did not sink off Tarn.") == [
        ("status", ["The ferry sank off Tarn.", "The ferry did not sink off Tarn."])
    ]
    assert both("The council approved the budget.", "The council rejected the budget.")[0][0] == "status"
    assert both("Die Fähre sank vor Tarn.", "Die Fähre sank nicht vor Tarn.", "de")[0][0] == "status"


def test_a_report_that_is_opposed_to_no_other_is_on_no_side() -> None:
    found = told(
        report("The council approved the budget.", "Tarn Post", 9),
        report("The council met in Brack.", "Brack Radio", 10),
        report("The council rejected the budget.", "Ellmouth Echo", 11),
    )
    assert [[outlets for _, outlets in sides] for _, _, sides in found] == [[["Tarn Post 9"], ["Ellmouth Echo 11"]]]


def test_a_rising_toll_is_an_update() -> None:
    found = told(
        report("Three people were killed in the blast.", "Tarn Post", 10),
        report("At least five people were killed in the blast.", "Ellmouth Echo", 14),
    )
    sides = [("Three people", ["Tarn Post 10"]), ("At least five people", ["Ellmouth Echo 14"])]
    assert found == [("number", "update", sides)]


def test_a_report_that_has_the_earlier_toll_as_well_holds_the_later_one() -> None:
    found = told(
        report("Three people were killed in the blast.", "Tarn Post", 10),
        report("The toll of the blast rose to five people killed from three.", "Ellmouth Echo", 14),
    )
    assert found == [("number", "update", [("Three people", ["Tarn Post 10"]), ("five people", ["Ellmouth Echo 14"])])]


def test_a_bound_that_is_overtaken_is_an_update() -> None:
    found = told(
        report("At least three people were killed in the blast.", "Tarn Post", 10),
        report("Eight people were killed in the blast.", "Ellmouth Echo", 14),
    )
    assert [(about, kind) for about, kind, _ in found] == [("number", "update")]


def test_a_falling_toll_of_another_outlet_is_a_dispute() -> None:
    found = told(
        report("Five people were killed in the blast.", "Tarn Post", 10),
        report("Three people were killed in the blast.", "Ellmouth Echo", 14),
    )
    assert [kind for _, kind, _ in found] == ["dispute"]


def test_an_outlet_that_goes_on_with_its_own_figure_disputes_the_other() -> None:
    found = told(
        report("Three people were killed in the blast.", "Tarn Post", 10),
        report("Five people were killed in the blast.", "Ellmouth Echo", 12),
        report("Three people were killed in the blast.", "Tarn Post", 14),
    )
    sides = [("Three people", ["Tarn Post 10", "Tarn Post 14"]), ("Five people", ["Ellmouth Echo 12"])]
    assert found == [("number", "dispute", sides)]


def test_an_outlets_own_correction_is_an_update() -> None:
    found = told(
        report("The ferry sank on Tuesday off Tarn.", article="ferry", current=False),
        report("The ferry sank on Sunday off Tarn.", article="ferry"),
    )
    assert found == [("day", "update", [("Tuesday", ["ferry"]), ("Sunday", ["ferry"])])]


def test_a_report_that_says_what_was_said_before_is_an_update() -> None:
    found = told(
        report("The bridge cost $3 million.", "Tarn Post", 10),
        report("The bridge cost $4.5 million, the town said, which revised its figure.", "Ellmouth Echo", 12),
    )
    assert [kind for _, kind, _ in found] == ["update"]


def test_what_several_outlets_say_later_is_an_update() -> None:
    reports = [
        report("The ferry sank on Sunday off Tarn.", "Tarn Post", 9),
        report("The ferry sank on Tuesday off Tarn.", "Ellmouth Echo", 12),
        report("The ferry sank on Tuesday off Tarn.", "Brack Radio", 13),
    ]
    assert [kind for _, kind, _ in told(*reports)] == ["update"]
    assert [kind for _, kind, _ in told(*reports[:2])] == ["dispute"]


def test_a_day_still_to_come_may_be_put_off() -> None:
    found = told(
        report("The ferry will sail on Friday to Tarn.", "Tarn Post", 9),
        report("The ferry will sail on Saturday to Tarn.", "Ellmouth Echo", 12),
    )
    assert found == [("day", "update", [("Friday", ["Tarn Post 9"]), ("Saturday", ["Ellmouth Echo 12"])])]


def test_what_was_replaced_is_told_apart_from_what_is_in_dispute() -> None:
    found = told(
        report("Three people were killed in the blast.", "Tarn Post", 9),
        report("Six people were killed in the blast.", "Ellmouth Echo", 14),
        report("Eight people were killed in the blast.", "Tarn Post", 14),
    )
    assert [(kind, [value for value, _ in sides]) for _, kind, sides in found] == [
        ("dispute", ["Six people", "Eight people"]),
        ("update", ["Three people", "Eight people"]),
    ]


def test_a_near_duplicate_adds_no_side() -> None:
    first = report("Three people were killed in the blast.", "Tarn Post", 9)
    assert told(first, report("Five people were killed in the blast.", "Copy", 12, copy_of="Tarn Post 9")) == []


def test_a_plan_that_came_about_or_was_called_off_is_an_update() -> None:
    plan = Event(what="The ferry sails to Tarn.", status="planned", sentences=[1])
    before = report("The ferry is to sail to Tarn.", "Tarn Post", 9, records=(plan,))
    done = plan.model_copy(update={"status": "happened"})
    after = report("The ferry sailed to Tarn.", "Ellmouth Echo", 14, records=(done,))
    sides = [
        ("The ferry sails to Tarn. (planned)", ["Tarn Post 9"]),
        ("The ferry sails to Tarn.", ["Ellmouth Echo 14"]),
    ]
    assert told(before, after) == [("status", "update", sides)]


def test_a_denial_is_a_dispute_in_one_article_as_well() -> None:
    text = "The coastguard said that the ferry hit a rock, which Tarn Lines denied."
    said = Claim(text="The ferry hit a rock.", source="The coastguard", sentences=[1])
    denied = said.model_copy(update={"source": "Tarn Lines", "certainty": "denied"})
    found = told(report(text, records=(said, denied)))
    sides = [("The ferry hit a rock.", ["Tarn Post 9"]), ("denied by Tarn Lines", ["Tarn Post 9"])]
    assert found == [("denial", "dispute", sides)]


def test_figures_of_two_speakers_in_one_article_are_a_dispute() -> None:
    one = report("Three people died in the mill, police said; the hospital said that five people died in the mill.")
    voices = (Saying("police", 0, "said"), Saying("the hospital", 0, "said"))
    spoken = replace(one, fact=replace(one.fact, said=voices))
    sides = [("Three people", ["Tarn Post 9"]), ("five people", ["Tarn Post 9"])]
    assert told(spoken) == [("number", "dispute", sides)]
    assert told(one) == []


def test_who_did_it_is_compared_by_events_that_are_much_alike() -> None:
    one = Event(what="Norland shells the border village of Dorn.", who=["Norland"], sentences=[1])
    other = Event(what="Suland shelled its border village of Dorn.", who=["Suland"], sentences=[1])
    found = told(
        report("Norland is said to have shelled the border village of Dorn.", "Tarn Post", records=(one,)),
        report("It was Suland that shelled its border village of Dorn.", "Ellmouth Echo", records=(other,)),
    )
    assert found == [("name", "dispute", [("Norland", ["Tarn Post 9"]), ("Suland", ["Ellmouth Echo 9"])])]


def test_who_did_it_is_compared_where_one_accuses_the_other() -> None:
    one = Event(what="Norland shells the border village of Dorn.", who=["Norland"], status="possible", sentences=[1])
    what = "Suland shelled its village of Dorn to blame Norland."
    other = Event(what=what, who=["Suland"], status="possible", sentences=[1])
    accused = report("Suland accused Norland of shelling the border village of Dorn.", "Tarn Post", records=(one,))
    ((about, _, sides),) = told(accused, report(what, "Ellmouth Echo", records=(other,)))
    assert (about, [value for value, _ in sides]) == ("name", ["Norland", "Suland"])
    sure = replace(accused, fact=replace(accused.fact, status="happened"))
    assert told(sure, report(what, "Ellmouth Echo", records=(other,))) == []


def test_days_in_the_same_words_have_their_dates_behind_them() -> None:
    early = report("The ferry sank yesterday off Tarn.", "Tarn Post")
    late = report("The ferry sank yesterday off Tarn.", "Ellmouth Echo")
    day = datetime(2026, 11, 29, 9, tzinfo=UTC)
    source = Source("late", "Ellmouth Echo", None, None, day.date(), day)
    ((_, _, sides),) = told(early, Report(source, late.fact, 1, late.text, late.records))
    assert [value for value, _ in sides] == ["yesterday (2026-11-24)", "yesterday (2026-11-28)"]


def test_what_stands_beside_a_fact_in_its_sentence_is_no_disagreement_about_it() -> None:
    shut = Claim(text="The harbour was shut.", sentences=[1])
    found = told(
        report("The harbour was shut after 340 houses burned.", "Tarn Post", records=(shut,)),
        report("The harbour was shut after 280 houses burned.", "Ellmouth Echo", records=(shut,)),
    )
    assert found == []


def test_one_report_or_none_has_no_disagreement() -> None:
    assert disagreements([]) == ()
    assert disagreements([report("Three people were killed in the blast.")]) == ()


@pytest.mark.parametrize(
    ("one", "other", "about", "values"),
    [
        (
            "The yacht hit a rowing boat near Berth 12.",
            "The yacht hit a rowing boat at Berth 15.",
            "place",
            ["Berth 12", "Berth 15"],
        ),
        (
            "The mill of Hask Foods in Port Olven bakes the bread.",
            "Hask Foods bakes the bread in Port Semmer, where it has a mill.",
            "place",
            ["Port Olven", "Port Semmer"],
        ),
        (
            "Hackers stole the files of 1.2 million customers.",
            "The hackers stole the files of 2.1 million people.",
            "number",
            ["1.2 million customers", "2.1 million people"],
        ),
        (
            "The number of people hurt in the crash has risen to 26.",
            "31 people were hurt in the crash.",
            "number",
            ["26", "31 people"],
        ),
        ("The museum is closed.", "The museum is open.", "status", ["The museum is closed.", "The museum is open."]),
        (
            "Nobody was killed in the blast.",
            "A nurse was killed in the blast.",
            "status",
            ["Nobody was killed in the blast.", "A nurse was killed in the blast."],
        ),
    ],
)
def test_what_else_two_outlets_say_differently_is_told(one: str, other: str, about: str, values: list[str]) -> None:
    assert both(one, other) == [(about, values)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Twelve people were injured in the crash.", "Five people were hospitalized after the crash."),
        ("The new Vel’a 3 probe was launched from Tarn.", "The new Vel’a 4 probe was launched from Tarn."),
        ("The museum is closed.", "The museum is not open."),
        ("The yacht left Berth 12 at noon.", "The yacht left Berth 12 at one."),
    ],
)
def test_what_else_can_both_be_right_is_not_told(one: str, other: str) -> None:
    assert both(one, other) == []


def event(what: str, status: str, when: str | None = None) -> tuple[Record, ...]:
    return (Event(what=what, status=status, when=when, sentences=[1]),)


def test_what_somebody_refused_and_then_did_is_an_update() -> None:
    found = told(
        report("Mayor Falk refused to resign.", "Tarn Post", 9, records=event("Mayor Falk resigns.", "denied")),
        report("Mayor Falk resigned.", "Ellmouth Echo", 14, records=event("Mayor Falk resigns.", "happened")),
    )
    sides = [("Mayor Falk resigns. (denied)", ["Tarn Post 9"]), ("Mayor Falk resigns.", ["Ellmouth Echo 14"])]
    assert found == [("status", "update", sides)]


@pytest.mark.parametrize(("when", "kind"), [("Wednesday night", "update"), ("Tuesday", "dispute")])
def test_what_had_not_happened_yet_and_did_since_is_an_update(when: str, kind: str) -> None:
    sank = event(f"The barge sank on {when}.", "happened", when)
    found = told(
        report("The barge did not sink.", "Tarn Post", 9),
        report(f"The barge sank on {when}.", "Ellmouth Echo", 22, records=sank),
    )
    assert [(about, each) for about, each, _ in found] == [("status", kind)]


def test_a_state_that_has_changed_is_an_update() -> None:
    found = told(
        report("The site is offline.", "Tarn Post", 9), report("The site is online again.", "Ellmouth Echo", 14)
    )
    assert [(about, kind) for about, kind, _ in found] == [("status", "update")]


def test_patients_are_a_toll_of_their_own_that_may_rise() -> None:
    found = told(
        report("Seis personas ingresan en el hospital.", "Tarn Post", 9, language="es"),
        report("Nueve personas siguen ingresadas en el hospital.", "Ellmouth Echo", 14, language="es"),
    )
    assert [(about, kind) for about, kind, _ in found] == [("number", "update")]
