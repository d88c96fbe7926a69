import time
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.times import resolve_time

WEDNESDAY = date(2025, 7, 9)


@pytest.mark.parametrize(
    ("when", "status", "day"),
    [
        ("Monday", "happened", date(2025, 7, 7)),
        ("on Monday", "happened", date(2025, 7, 7)),
        ("Monday night", "happened", date(2025, 7, 7)),
        ("Friday", "planned", date(2025, 7, 11)),
        ("Wednesday", "happened", WEDNESDAY),
        ("July 20", "planned", date(2025, 7, 20)),
        ("yesterday", "happened", date(2025, 7, 8)),
        ("last year", "happened", None),
        ("2016", "happened", None),
        ("03:00 GMT", "happened", None),
        ("the 58th", "happened", None),
        ("weeks", "happened", None),
        ("July 2", "happened", date(2025, 7, 2)),
        ("July 16", "planned", date(2025, 7, 16)),
        ("7 days ago", "happened", date(2025, 7, 2)),
        ("last Wednesday", "happened", date(2025, 7, 2)),
        ("next Wednesday", "planned", date(2025, 7, 16)),
        ("10 p.m.", "happened", None),
        ("at 5", "happened", None),
        ("noon", "happened", None),
        ("two hours", "happened", None),
        ("20 minutes later", "happened", None),
        ("two hours ago", "happened", WEDNESDAY),
        ("this morning", "happened", WEDNESDAY),
        ("Wednesday night", "happened", WEDNESDAY),
        ("Wednesday at 10 p.m.", "happened", WEDNESDAY),
        ("in seven days", "planned", date(2025, 7, 16)),
        ("Monday at 10:30 p.m.", "happened", date(2025, 7, 7)),
        (None, "happened", None),
    ],
)
def test_a_day_is_resolved_against_publication_and_nothing_else_is(when, status, day):
    assert resolve_time(when, WEDNESDAY, status=status) == day


def test_without_a_publication_date_nothing_is_resolved():
    assert resolve_time("Monday", None) is None


NO_ONE_DAY = {
    "en": "for four days|every Thursday|each Sunday|Sundays|most Fridays|a Thursday|Bloody Sunday|Spy Wednesday|"
    "Thursday to Saturday|Thursday-Saturday|from Thursday to Saturday|Thursday through Saturday|Friday or Saturday|"
    "June 2-4|June 2 to June 4|June 2 and 3|between June 2 and June 4|Sunday night into Monday|"
    "ten days after the flood|a day before the flood|four days earlier|the day after|the next day|that Monday|"
    "the following Monday|before Friday|after Monday|two weeks ago|in the past four days|within two days|"
    "about four days ago|mid-June|early June|June 2025|the week of June 2|the first Monday of the month|"
    "in the morning|now|9 p.m.|between 2 and 3 p.m.|the 30th|Feb. 30|0001-01-01|1970-01-01",
    "de": "jeden Montag|montags|vier Tage lang|von Montag bis Freitag|Montag und Dienstag|2. bis 4. Juni|"
    "am 2. und 3. Juni|Rosenmontag|Anfang Juni|am Wochenende|am Morgen|vor zwei Wochen|in der Nacht zum Montag|"
    "vier Tage später",
    "fr": "chaque lundi|tous les lundis|pendant quatre jours|de lundi à vendredi|du 2 au 4 juin|les 2 et 3 juin|"
    "dans la nuit de lundi à mardi|quatre jours plus tard|la semaine dernière|lundi noir",
    "es": "cada lunes|los lunes|durante cuatro días|de lunes a viernes|del 2 al 4 de junio|cuatro días después|"
    "la semana pasada|lunes negro",
    "it": "ogni lunedì|dal 2 al 4 giugno|da lunedì a venerdì|nella notte tra lunedì e martedì|quattro giorni dopo",
    "pt": "toda segunda-feira|de 2 a 4 de junho|quatro dias depois",
    "nl": "elke maandag|maandag tot vrijdag|2 tot 4 juni|in de nacht van maandag op dinsdag",
}


@pytest.mark.parametrize(
    ("language", "when"), [(language, when) for language, several in NO_ONE_DAY.items() for when in several.split("|")]
)
def test_what_names_no_one_day_gets_none(language, when):
    for status in ("happened", "planned", "ongoing", None):
        assert resolve_time(when, WEDNESDAY, language=language, status=status) is None


SEEN_FROM_WEDNESDAY = """
en happened on Monday of last week = 2025-06-30
en happened Sunday last week = 2025-07-06
en planned next week's Thursday = 2025-07-17
en happened early on Tuesday = 2025-07-08
en happened in the early hours of Tuesday = 2025-07-08
en happened shortly after 9 p.m. local time on Tuesday = 2025-07-08
en happened between 8 a.m. and 9 a.m. Tuesday = 2025-07-08
en happened Tuesday at noon ET = 2025-07-08
en happened 8 a.m.-noon Tuesday = 2025-07-08
en happened the night of June 30 = 2025-06-30
en happened Monday, June 30, 2025 = 2025-06-30
en happened Monday (June 30) = 2025-06-30
en happened Monday the 30th = 2025-06-30
en happened the 30th of June = 2025-06-30
en happened June 30 last year = 2024-06-30
en happened last June 30 = 2025-06-30
en happened Feb. 29 = 2024-02-29
en happened yesterday, Tuesday, July 8 = 2025-07-08
en happened the day before yesterday = 2025-07-07
en planned the day after tomorrow = 2025-07-11
en happened last night = 2025-07-08
en happened this past Saturday = 2025-07-05
en ongoing by Saturday = 2025-07-12
en ongoing until July 20 = 2025-07-20
en happened until Monday = 2025-07-07
en ongoing since Saturday = 2025-07-05
en planned 2 days from Monday = 2025-07-16
en planned a week from Saturday = 2025-07-19
en happened a week ago today = 2025-07-02
en happened a week ago Monday = 2025-06-30
en happened the day after Easter Sunday = 2025-04-21
en happened two days before July 4 = 2025-07-02
en planned in four days = 2025-07-13
en planned four days from now = 2025-07-13
en happened 6/30/2025 = 2025-06-30
en-GB happened 3/6/2025 = 2025-06-03
en happened 2025-06-30T10:00:00Z = 2025-06-30
en happened Good Friday = 2025-04-18
en planned Good Friday = 2026-04-03
en planned Thanksgiving = 2025-11-27
en happened Cyber Monday = 2024-12-02
en happened New Year's Eve = 2024-12-31
en happened January 1, 1970 = 1970-01-01
de happened am Samstagabend = 2025-07-05
de happened Montagnacht = 2025-07-07
de happened am frühen Dienstagmorgen = 2025-07-08
de happened gestern = 2025-07-08
de happened vorgestern = 2025-07-07
de planned übermorgen = 2025-07-11
de planned morgen = 2025-07-10
de happened heute Morgen = 2025-07-09
de happened Dienstag morgen = 2025-07-08
de happened am vergangenen Samstag = 2025-07-05
de happened am Montag vergangener Woche = 2025-06-30
de planned nächste Woche Montag = 2025-07-14
de planned kommenden Montag = 2025-07-14
de ongoing bis Samstag = 2025-07-12
de ongoing seit dem 3. Juni = 2025-06-03
de happened am 3.6. = 2025-06-03
de happened 3.6.2025 = 2025-06-03
de happened Dienstag, 3. Juni = 2025-06-03
de happened vor vier Tagen = 2025-07-05
de planned in vier Tagen = 2025-07-13
de happened am Montag gegen 21.30 Uhr = 2025-07-07
de happened in den Morgenstunden des Montags = 2025-07-07
de happened Ostermontag = 2025-04-21
fr happened lundi soir = 2025-07-07
fr happened samedi dernier = 2025-07-05
fr planned samedi prochain = 2025-07-12
fr happened lundi de la semaine dernière = 2025-06-30
fr happened hier soir = 2025-07-08
fr happened avant-hier = 2025-07-07
fr planned après-demain = 2025-07-11
fr happened aujourd’hui = 2025-07-09
fr happened le 1er juin = 2025-06-01
fr happened mardi 3 juin vers 21h30 = 2025-06-03
fr happened il y a quatre jours = 2025-07-05
fr planned dans quatre jours = 2025-07-13
fr ongoing jusqu'à samedi = 2025-07-12
fr happened lundi de Pâques = 2025-04-21
es happened el sábado pasado = 2025-07-05
es planned el próximo sábado = 2025-07-12
es happened el lunes por la noche = 2025-07-07
es happened anoche = 2025-07-08
es happened anteayer = 2025-07-07
es planned pasado mañana = 2025-07-11
es planned mañana por la mañana = 2025-07-10
es happened hace cuatro días = 2025-07-05
es happened el 3 de junio de 2025 = 2025-06-03
es ongoing hasta el sábado = 2025-07-12
it happened sabato scorso = 2025-07-05
it happened ieri sera = 2025-07-08
it happened l'altro ieri = 2025-07-07
it happened quattro giorni fa = 2025-07-05
it happened il 3 giugno scorso = 2025-06-03
it planned entro sabato = 2025-07-12
pt happened no último sábado = 2025-07-05
pt happened segunda-feira à noite = 2025-07-07
pt happened nesta segunda-feira (7) = 2025-07-07
pt happened há quatro dias = 2025-07-05
pt planned depois de amanhã = 2025-07-11
nl happened maandagavond = 2025-07-07
nl happened afgelopen zaterdag = 2025-07-05
nl happened eergisteren = 2025-07-07
nl planned volgende week maandag = 2025-07-14
nl happened vier dagen geleden = 2025-07-05
sv happened i måndags = 2025-07-07
sv planned på lördag = 2025-07-12
da happened mandag aften = 2025-07-07
no happened for fire dager siden = 2025-07-05
pl happened w ubiegłą sobotę = 2025-07-05
ru happened в понедельник вечером = 2025-07-07
zh happened 6月3日 = 2025-06-03
zh happened 星期一 = 2025-07-07
cs happened včera = 2025-07-08
"""


@pytest.mark.parametrize("line", SEEN_FROM_WEDNESDAY.strip().splitlines())
def test_days_are_read_in_many_wordings_and_languages(line):
    told, day = line.split(" = ")
    language, status, when = told.split(" ", 2)
    assert str(resolve_time(when, WEDNESDAY, language=language, status=status)) == day


UNSAID = {
    "tomorrow's weekday is tomorrow": ("Thursday", date(2025, 7, 10)),
    "today's is today": ("Wednesday", WEDNESDAY),
    "every other is the last": ("Friday", date(2025, 7, 4)),
    "a day of the next months is ahead": ("August 20", date(2025, 8, 20)),
    "one that is further off is past": ("December 2", date(2024, 12, 2)),
    "a weekday tells the year": ("Tuesday, December 2", date(2025, 12, 2)),
    "until a weekday is ahead": ("until Monday", date(2025, 7, 14)),
    "this weekday is this week's": ("this Monday", date(2025, 7, 7)),
}


@pytest.mark.parametrize(("when", "day"), UNSAID.values(), ids=UNSAID)
def test_without_a_status_the_likely_day_is_taken(when, day):
    assert resolve_time(when, WEDNESDAY) == day
    assert resolve_time(when, WEDNESDAY, status=None) == day


def test_what_happened_in_some_days_took_them():
    assert resolve_time("in four days", WEDNESDAY, status="happened") is None
    assert resolve_time("in four days", WEDNESDAY) == date(2025, 7, 13)


@pytest.mark.parametrize("zero", [date(1, 1, 1), date(1970, 1, 1), datetime(1970, 1, 1, 1, tzinfo=UTC)])
def test_from_a_day_that_means_none_nothing_is_resolved(zero):
    assert resolve_time("yesterday", zero) is None


def test_a_time_of_publication_gives_its_own_day_and_counts_hours():
    late = datetime(2025, 7, 9, 1, 30, tzinfo=UTC)
    assert resolve_time("today", late) == WEDNESDAY
    assert resolve_time("two hours ago", late) == date(2025, 7, 8)


@given(st.text(), st.sampled_from(["en", "de", "fr", "zh", "xx", ""]))
@settings(max_examples=100, deadline=None)
def test_any_text_is_a_day_or_none(when, language):
    found = resolve_time(when, WEDNESDAY, language=language)
    assert found is None or isinstance(found, date)


@pytest.mark.parametrize("piece", ["9", "a ", "until ", "1 day after ", "Monday ", "9-", '"', "9999999999 days ago "])
def test_text_of_any_length_is_told_at_once(piece):
    for length in (190, 100_000):
        begun = time.process_time()
        resolve_time((piece * length)[:length], WEDNESDAY)
        assert time.process_time() - begun < 5


def test_the_end_of_the_calendar_is_no_error():
    assert resolve_time("tomorrow", date.max - timedelta(days=400)) is not None
    assert resolve_time("999999999 days ago", WEDNESDAY) is None
