"""Records whose sentence tells of two things, of a statement alone, or of nothing that happens."""

from __future__ import annotations

import pytest

from onrecord.article import Article
from onrecord.filling import fill
from onrecord.kinds import Claim, Event, Record


def events(text: str, *records: Record, language: str = "en") -> list[str]:
    """What the events say that the rules make of some records of a text."""
    drafts = fill(Article(text, language=language), records)
    return [draft.record.what for draft in drafts if isinstance(draft.record, Event)]


def claims(text: str, *records: Record, language: str = "en") -> list[str]:
    """What the claims say that the rules make of some records of a text."""
    drafts = fill(Article(text, language=language), records)
    return [draft.record.text for draft in drafts if isinstance(draft.record, Claim)]


@pytest.mark.parametrize(
    ("language", "text", "parts"),
    [
        ("en", "The blast killed three people and wounded five.", ["killed three people.", "wounded five."]),
        ("en", "The blast was heard in Orlec and was felt in Varr.", ["was heard in Orlec.", "was felt in Varr."]),
        (
            "en",
            "The bank will raise rates and probably sell its office.",
            ["will raise rates.", "will probably sell its office."],
        ),
        (
            "de",
            "Das Gericht verurteilte den Mann und ordnete eine Zahlung an.",
            ["verurteilte den Mann.", "ordnete eine Zahlung an."],
        ),
        (
            "fr",
            "Le tribunal a condamné le maire et ordonné une enquête.",
            ["a condamné le maire.", "a ordonné une enquête."],
        ),
        ("es", "La bomba mató a tres personas e hirió a cinco.", ["mató a tres personas.", "hirió a cinco."]),
    ],
)
def test_two_predicates_of_one_subject_are_two_events(language: str, text: str, parts: list[str]) -> None:
    subject = " ".join(text.split()[:2])
    found = events(text, Event(what=text, sentences=[1]), language=language)
    assert found == [f"{subject} {part}" for part in parts]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The shop in Orlec sold bread and butter to soldiers."),
        ("en", "The firm built and opened a bridge."),
        ("en", "A man was shot and killed."),
        ("en", "The team met lawmakers and elected officials."),
        ("en", "The driver who stole a car and hit a tree was fined."),
        ("en", "The firm won a contract to build a bridge and open a road."),
        ("en", "Soldiers use the road to carry food and guard the town."),
        ("de", "Den Mann verurteilte das Gericht und ordnete eine Zahlung an."),
        ("de", "Am Montag traf Anna Lang den Rat und besuchte das Werk."),
        ("fr", "La société a obtenu un prêt pour réparer le toit et repeindre la salle."),
        ("es", "La empresa vendió pan y mantequilla a los soldados."),
    ],
)
def test_what_only_looks_like_two_predicates_stays_one_record(language: str, text: str) -> None:
    assert claims(text, Claim(text=text, sentences=[1]), language=language) == [text]


def test_a_second_predicate_that_another_event_tells_makes_no_event_again() -> None:
    text = "The blast killed three people and wounded five."
    found = events(text, Event(what=text, sentences=[1]), Event(what="The blast wounds five.", sentences=[1]))
    assert found == ["The blast killed three people.", "The blast wounds five."]


def test_a_clause_of_the_evidence_that_nobody_found_is_a_claim() -> None:
    text = "The governor, Karim Dane, has sent five trucks to Varr and will cap pumping in the valley."
    found = claims(text, Claim(text="Karim Dane has sent five trucks to Varr.", sentences=[1]))
    assert "The governor, Karim Dane, will cap pumping in the valley." in found


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        (
            "The bank raised its rate to 6% in May, after prices rose for a third month.",
            "Prices rose for a third month.",
        ),
        ("The bank raised its rate to 6% in May, but all shops stayed open.", "All shops stayed open."),
    ],
)
def test_a_clause_with_its_own_subject_is_a_claim(text: str, clause: str) -> None:
    assert clause in claims(text, Claim(text="The bank raised its rate to 6% in May.", sentences=[1]))


@pytest.mark.parametrize(
    ("language", "text", "record"),
    [
        ("en", "Ann Lee condemned the attack on Monday.", "Ann Lee condemns the attack."),
        ("en", "Minister Ann Lee condemned the attack on Monday.", "The minister condemned the attack."),
        ("en", "Ann Lee told a crowd in Orlec that the dam would hold.", "Ann Lee tells a crowd in Orlec."),
        ("de", "Anna Lang kritisierte das Verbot am Montag.", "Anna Lang kritisierte das Verbot."),
        ("fr", "Le maire Jean Morel a critiqué la décision lundi.", "Jean Morel a critiqué la décision."),
        ("es", "Ana Ruiz criticó la medida el lunes.", "Ana Ruiz criticó la medida."),
    ],
)
def test_that_a_statement_is_made_is_no_event_and_no_claim(language: str, text: str, record: str) -> None:
    given = Event(what=record, sentences=[1]), Claim(text=record, sentences=[1])
    assert record not in [*events(text, *given, language=language), *claims(text, *given, language=language)]


def test_a_deed_that_somebody_asks_for_stays() -> None:
    text = "Ann Lee asked the auditor to review the award."
    assert events(text, Event(what=text, sentences=[1])) == [text]


def test_a_figure_that_somebody_gives_stays_a_claim() -> None:
    text = "Ann Lee put the toll at 14."
    assert claims(text, Claim(text=text, sentences=[1])) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Bo Ray sells cheese at the market.",
        "Firms must report a failure at once.",
        "The fever is spread by mosquitoes.",
    ],
)
def test_what_holds_at_all_times_is_no_event(text: str) -> None:
    assert events(f"The market in Varr was hit. {text}", Event(what=text, sentences=[2])) == []


def test_a_headline_tells_in_the_present_what_happened() -> None:
    assert events("Orlec beats Varr. Orlec won 3-2.", Event(what="Orlec beats Varr.", sentences=[1])) == [
        "Orlec beats Varr."
    ]


@pytest.mark.parametrize(
    "text", ["Ann Lee, the chair of the board.", "The judge called the fraud “a long deceit.", "long deceit."]
)
def test_part_of_a_sentence_is_no_record(text: str) -> None:
    article = "Ann Lee, the chair of the board, left. The judge called the fraud “a long deceit.”"
    given = Event(what=text, sentences=[1, 2]), Claim(text=text, sentences=[1, 2])
    assert text not in [*events(article, *given), *claims(article, *given)]


def test_a_hedge_within_what_is_said_does_not_hedge_what_tells_of_it() -> None:
    text = (
        "Trade between Orlec and Varr grew in May, suggesting that Orlec may lend its tools and ships to the islands."
    )
    drafts = fill(
        Article(text, language="en"), [Claim(text="Trade between Orlec and Varr grew in May.", sentences=[1])]
    )
    assert [d.record.certainty for d in drafts if isinstance(d.record, Claim) and not d.added] == ["certain"]


@pytest.mark.parametrize(
    ("language", "text", "claim"),
    [
        ("en", "The union, which represents 640 of the staff.", "The union represents 640 of the staff."),
        ("fr", "Le syndicat, qui représente 640 salariés.", "Le syndicat représente 640 salariés."),
    ],
)
def test_a_name_with_a_relative_clause_is_a_sentence(language: str, text: str, claim: str) -> None:
    assert claim in claims(text, Claim(text=text, sentences=[1]), language=language)


@pytest.mark.parametrize("text", ["The bridge, which they built in May.", "The mayor, whose office burned."])
def test_a_relative_clause_with_a_subject_of_its_own_makes_none(text: str) -> None:
    found = claims(text, Claim(text=text, sentences=[1]))
    assert not {"The bridge they built in May.", "The mayor office burned."} & set(found)
