"""Who does what to whom, who says what, and whose a title, a number or a place is: each class of fault both ways."""

from __future__ import annotations

from time import process_time

import pytest

from onrecord.article import Article
from onrecord.grounding import Grounder, Support
from onrecord.kinds import Claim, Event, Statement


def codes(article: str, record: Claim | Event | Statement) -> set[str]:
    """The codes of what is found in a record."""
    return {value.finding.code for value in Grounder(Article(article)).ground(record).values if value.finding}


def claimed(article: str, text: str, sentences: int = 1) -> set[str]:
    return codes(article, Claim(text=text, sentences=list(range(1, sentences + 1))))


ATTACK = "Norvia shelled Besk with rockets on Sunday, witnesses in Marrow said."
SHOOTING = "Officer Ida Brandt was shot by Carl Winter outside a shop."
FLIGHT = "A train from Orsk to Valde derailed near Limm."
RETREAT = "Rebels withdrew from Tarsk and moved into Bolgard."
BODIES = "The quake killed 17 people and hurt 52."
FINE = "The bank was fined 40 million euros by the regulator."
SALE = "Orbex sold the plant to Velmar."
CUP = "Harwick beat Denby 3-1 in the cup."
STRIKE = "Norvia's attack on Besk left four people dead."
TRADE = "Prices rose while wages fell."
TEMPERATURE = "It was warmer in Orsk than in Valde."

EXCHANGED = [
    (ATTACK, "Besk shelled Norvia with rockets on Sunday."),
    (ATTACK, "Norvia was shelled by Besk with rockets on Sunday."),
    (SHOOTING, "Ida Brandt shot Carl Winter outside a shop."),
    (FLIGHT, "A train from Valde to Orsk derailed near Limm."),
    (RETREAT, "Rebels withdrew from Bolgard and moved into Tarsk."),
    (BODIES, "The quake killed 52 people and hurt 17."),
    (FINE, "The bank fined the regulator 40 million euros."),
    (SALE, "Orbex bought the plant from Velmar."),
    (CUP, "Harwick lost to Denby 3-1 in the cup."),
    (STRIKE, "Besk attacked Norvia and left four people dead."),
    (TRADE, "Prices fell while wages rose."),
    (TEMPERATURE, "It was warmer in Valde than in Orsk."),
]


@pytest.mark.parametrize(("article", "text"), EXCHANGED)
def test_what_stands_in_another_place_is_unsupported(article: str, text: str) -> None:
    assert claimed(article, text)


def test_names_are_told_in_a_value_without_capital_letters() -> None:
    assert claimed(ATTACK, "besk shelled norvia with rockets on sunday .") == {"roles_exchanged"}
    assert claimed(ATTACK, "norvia shelled besk with rockets on sunday .") == set()


@pytest.mark.parametrize(
    ("article", "text"),
    [
        (ATTACK, "Norvia shelled Besk with rockets on Sunday."),
        (ATTACK, "Besk was shelled by Norvia with rockets on Sunday."),
        (SHOOTING, "Carl Winter shot Ida Brandt outside a shop."),
        (FLIGHT, "Near Limm a train from Orsk to Valde derailed."),
        (RETREAT, "Rebels moved into Bolgard and withdrew from Tarsk."),
        (FINE, "The regulator fined the bank 40 million euros."),
        (SALE, "Velmar bought the plant from Orbex."),
        (CUP, "Denby lost to Harwick 3-1 in the cup."),
        (TEMPERATURE.replace("warmer", "higher"), "It was lower in Valde than in Orsk."),
        ("The storm shut the harbour on Sunday.", "The harbour shut on Sunday because of the storm."),
        (STRIKE, "Norvia attacked Besk and left four people dead."),
        ("Norvian officials met ministers.", "Officials from Norvia met ministers."),
        ("Rosa Lind met Jan Oster in Valde.", "Jan Oster met Rosa Lind in Valde."),
        ("Harwick and Denby signed the treaty.", "Denby and Harwick signed the treaty."),
        ("Talks between Norvia and Besk failed.", "Talks between Besk and Norvia failed."),
        ("Jan Oster, who beat Rosa Lind in May, won the seat.", "Jan Oster won the seat."),
        ("Jan Oster left the party and joined the Greens.", "Jan Oster joined the Greens."),
    ],
)
def test_other_wording_of_the_same_roles_passes(article: str, text: str) -> None:
    assert not claimed(article, text) & {"roles_exchanged", "role_of_other", "name_mixed"}


def test_a_name_that_stands_in_the_place_of_another_is_unsupported() -> None:
    article = "Jan Oster came on for Leo Marsh and put Harwick ahead. Marsh and Oster had scored for Harwick before."
    assert claimed(article, "Jan Oster put Marsh ahead.") == {"role_of_other"}
    assert claimed(article, "Jan Oster put Harwick ahead.") == set()


def test_a_first_name_with_the_surname_of_another_is_unsupported() -> None:
    article = "The driver, Ida Brandt, and the guard, Carl Winter, were hurt. Brandt and Winter are in hospital."
    assert claimed(article, "The driver, Ida Winter, was hurt.") == {"name_mixed"}
    assert claimed(article, "The driver, Ida Brandt, was hurt.") == set()


def test_two_people_of_one_surname_are_kept_apart() -> None:
    article = "Helga Ruud attacked the plan that Ivar Ruud had praised."
    assert claimed(article, "Ivar Ruud attacked the plan.") == {"role_of_other"}
    assert claimed(article, "Helga Ruud attacked the plan.") == set()


def said(article: str, speaker: str, content: str, cue: str = "said", role: str | None = None) -> set[str]:
    return codes(article, Statement(speakers=[speaker], cue=cue, content=content, role=role, sentences=[1]))


TWO_SPEAKERS = "Ida Brandt said the dam was sound, while Carl Winter said it should be drained."
QUOTED = "“We will sue,” said lawyer Jan Oster after Judge Rosa Lind closed the plant."
SOURCE = "According to the navy, 20 smugglers fled; the smugglers spoke of 3."
REPORT = "Amity said the guards took bribes, which the ministry disputes."


@pytest.mark.parametrize(
    ("article", "right", "wrong", "content"),
    [
        (TWO_SPEAKERS, "Ida Brandt", "Carl Winter", "the dam was sound"),
        (TWO_SPEAKERS, "Carl Winter", "Ida Brandt", "it should be drained"),
        (QUOTED, "Jan Oster", "Rosa Lind", "We will sue"),
        ("The dam is sound, Ida Brandt told Carl Winter.", "Ida Brandt", "Carl Winter", "The dam is sound"),
    ],
)
def test_a_statement_is_its_own_speakers(article: str, right: str, wrong: str, content: str) -> None:
    assert said(article, right, content) == set()
    assert said(article, wrong, content) == {"speaker_differs"}


DAM = "the dam was sound"


@pytest.mark.parametrize(
    ("article", "wrong"),
    [
        (f"The lawyer of Jan Oster said {DAM}.", "Jan Oster"),
        (f"“{DAM}”, said a neighbour of Jan Oster.", "Jan Oster"),
        (f"Speaking after Jan Oster, Rosa Lind said {DAM}.", "Jan Oster"),
        (f"In a letter to Jan Oster, Rosa Lind said {DAM}.", "Jan Oster"),
        (f"Rosa Lind, cited by Jan Oster, said {DAM}.", "Jan Oster"),
        (f"Rosa Lind, who married Jan Oster, said {DAM}.", "Jan Oster"),
        (f"Asked by reporter Jan Oster, Judge Rosa Lind said: “{DAM}.”", "Jan Oster"),
        (f"The navy, which the harbour calls slow, said {DAM}.", "the harbour"),
        (f"A rival of the harbour said {DAM}.", "the harbour"),
    ],
)
def test_whom_a_speaker_is_told_by_does_not_speak(article: str, wrong: str) -> None:
    assert said(article, wrong, DAM) == {"speaker_differs"}


@pytest.mark.parametrize(
    ("article", "right"),
    [
        (f"A spokesman for Jan Oster said {DAM}.", "Jan Oster"),
        (f"Speaking after Jan Oster, Rosa Lind said {DAM}.", "Rosa Lind"),
        (f"Rosa Lind, cited by Jan Oster, said {DAM}.", "Rosa Lind"),
        (f"Rosa Lind, who married Jan Oster, said {DAM}.", "Rosa Lind"),
        (f"Asked by reporter Jan Oster, Judge Rosa Lind said: “{DAM}.”", "Rosa Lind"),
        (f"The navy, which the harbour calls slow, said {DAM}.", "the navy"),
        (f"King Oster, the monarch, said {DAM}.", "King Oster"),
        (f"After Rosa Lind, the mayor, said {DAM}, they left.", "Rosa Lind"),
        (f"Friends of the Dam said {DAM}.", "Friends of the Dam"),
        (f"A guard, retired sailor Jan Oster, said {DAM}.", "Jan Oster"),
    ],
)
def test_a_speaker_with_others_beside_speaks(article: str, right: str) -> None:
    assert said(article, right, DAM) == set()


@pytest.mark.parametrize(
    ("article", "right", "wrong", "text"),
    [
        (SOURCE, "the navy", "the smugglers", "20 smugglers fled."),
        (REPORT, "Amity", "the ministry", "The guards took bribes."),
        (
            "The mayor accused the union of lying; the union called the march legal.",
            "the union",
            "The mayor",
            "The march is legal.",
        ),
    ],
)
def test_a_claim_is_its_own_sources(article: str, right: str, wrong: str, text: str) -> None:
    assert codes(article, Claim(text=text, source=right, sentences=[1])) == set()
    assert codes(article, Claim(text=text, source=wrong, sentences=[1])) == {"speaker_differs"}


def test_a_pronoun_speaks_for_nobody_that_what_it_says_names_first() -> None:
    article = "The judge spoke. He said that Carl Winter had lied."
    statement = Statement(speakers=["Carl Winter"], cue="said", content="Carl Winter had lied", sentences=[2])
    assert codes(article, statement) == {"speaker_differs"}


def test_a_title_is_its_holders() -> None:
    article = "Governor Ida Brandt thanked the mayor, Carl Winter, who said the dam was sound."
    assert said(article, "Carl Winter", "the dam was sound", role="mayor") == set()
    assert said(article, "Carl Winter", "the dam was sound", role="Governor") == {"title_of_other"}


def event(article: str, what: str, who: list[str], whom: list[str]) -> set[str]:
    return codes(article, Event(what=what, who=who, whom=whom, sentences=[1]))


def test_those_who_do_it_are_not_those_it_is_done_to() -> None:
    assert event(ATTACK, "Norvia shells Besk.", ["Norvia"], ["Besk"]) == set()
    assert event(ATTACK, "Norvia shells Besk.", ["Besk"], ["Norvia"]) == {"parts_exchanged"}
    assert event(SHOOTING, "Ida Brandt is shot by Carl Winter.", ["Carl Winter"], ["Ida Brandt"]) == set()
    assert "parts_exchanged" in event(SHOOTING, "Ida Brandt is shot by Carl Winter.", ["Ida Brandt"], ["Carl Winter"])


def test_another_name_of_the_sentence_has_no_part_that_the_statement_gives_away() -> None:
    assert event(ATTACK, "Norvia shells Besk.", ["Marrow"], ["Besk"]) == {"part_differs"}


def test_either_of_two_may_do_what_they_do_to_each_other() -> None:
    article = "Rosa Lind met Jan Oster in Valde."
    assert event(article, "Rosa Lind meets Jan Oster.", ["Jan Oster"], ["Rosa Lind"]) == set()


def test_a_language_without_rules_is_not_judged() -> None:
    article = Article(ATTACK, language="fi")
    record = Claim(text="Besk shelled Norvia with rockets on Sunday.", sentences=[1])
    found = {value.finding.code for value in Grounder(article).ground(record).values if value.finding}
    assert not found & {"roles_exchanged", "role_of_other"}


def test_a_finding_says_where_the_exchanged_names_stand() -> None:
    record = Claim(text="Besk shelled Norvia with rockets on Sunday.", sentences=[1])
    value = Grounder(Article(ATTACK)).ground(record).values[0]
    assert value.support is Support.UNSUPPORTED
    assert value.finding
    assert value.finding.place
    assert value.text[value.finding.place.start : value.finding.place.end] == "Besk shelled Norvia"


OFFER = "The League, which speaks for 640 of the 900 staff at Marr Lines, said the firm had offered a raise of 2%."
SEASON = "Harwick will meet Denby in the Shield on May 9 and open its season a week later at Orsk."


def test_a_verb_and_a_noun_do_not_change_places() -> None:
    assert "roles_exchanged" not in claimed(OFFER, "Marr Lines offered its staff a raise of 2%.")


def test_a_name_behind_its_own_preposition_is_not_in_the_place_of_another() -> None:
    assert not claimed(SEASON, "Harwick will open its season at Orsk a week after May 9.")
    assert claimed(SEASON, "Harwick will meet Orsk in the Shield on May 9.")


COURT = "A banker was jailed on Friday.\nIda Brandt stood before a jury for three days at Orsk Town Court.\n{}"


def placed(text: str) -> set[str]:
    event = Event(what="Police searched a house.", where="Orsk Town Court", sentences=[3])
    values = Grounder(Article(COURT.format(text))).ground(event).values
    return {value.finding.code for value in values if value.field == "where" and value.finding}


def test_a_place_that_the_article_opens_with_holds_where_the_evidence_gives_none() -> None:
    assert placed("Police searched a house.") == set()
    assert placed("Police searched a house in Velmar.") == {"name_missing"}


def test_values_without_words_have_no_differences() -> None:
    statement = Statement(speakers=["Ida Brandt"], role="🙂", cue="said", content="it was old", sentences=[1])
    assert codes("Ida Brandt 🙂 said it was old.", statement) == set()


@pytest.mark.parametrize("verb", [" hit ", " and hit ", " and "])
@pytest.mark.parametrize("times", [1, 4])
def test_many_names_take_no_long_time(verb: str, times: int) -> None:
    names = [f"{first}{vowel}{first.lower()}" for first in "BCDFGHKLMNPR" for vowel in "aeiou"]
    grounder = Grounder(Article((verb.join(names) + " and ") * times))
    start = process_time()
    grounder.ground(Claim(text=verb.join(reversed(names))[:238], sentences=[1]))
    assert process_time() - start < 5


@pytest.mark.parametrize(
    ("article", "text"),
    [
        ("The brother of Rosa Lind was shot in Valde.", "Rosa Lind was shot in Valde."),
        ("The lawyer for actor Jan Oster took the money.", "Jan Oster took the money."),
        ("The guard who hit Jan Oster fell.", "Jan Oster fell."),
        ("The firm that robbed Velmar won the case.", "Velmar won the case."),
        ("A rival of the bank won the case.", "The bank won the case."),
        ("An attack on Besk killed four sailors.", "Besk killed four sailors."),
        ("The guard who ran from Jan Oster fell.", "Jan Oster fell."),
    ],
)
def test_a_sentence_is_not_cut_to_what_its_subject_is_told_by(article: str, text: str) -> None:
    assert claimed(article, text) == {"cut_out"}


@pytest.mark.parametrize(
    ("article", "text"),
    [
        ("The port of Velmar was shut.", "Velmar was shut."),
        ("A spokesman for Orbex said profits rose.", "Orbex said profits rose."),
        ("The guards claim that Rosa Lind fell.", "Rosa Lind fell."),
        ("The day after Rosa Lind fell, the road was shut.", "Rosa Lind fell."),
        ("A raid by Norvia killed four sailors.", "Norvia killed four sailors."),
        ("The guard who hit Jan Oster fell, and Jan Oster fell.", "Jan Oster fell."),
        ("Guards who ran knew that Jan Oster won the race.", "Jan Oster won the race."),
        ("Guards who knew Jan Oster won the race left.", "Jan Oster won the race."),
        ("By the end of the week the bank had closed.", "The bank had closed."),
    ],
)
def test_a_sentence_behind_another_word_is_its_subjects(article: str, text: str) -> None:
    assert claimed(article, text) == set()


def test_who_is_told_by_another_does_nothing() -> None:
    article = "The lawyer for Jan Oster robbed Rosa Lind."
    assert event(article, "The lawyer for Jan Oster robbed Rosa Lind.", ["Jan Oster"], ["Rosa Lind"]) == {
        "part_differs"
    }
    assert event(article, "The lawyer for Jan Oster robbed Rosa Lind.", ["The lawyer"], ["Rosa Lind"]) == set()
    assert event(article, "The lawyer for Jan Oster robbed Rosa Lind.", ["lawyer for Jan Oster"], []) == set()
