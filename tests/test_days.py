"""Moments as feeds and pages write them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from onrecord.sources.formats._days import day_of, moment_of


def at(hours, minutes=0):
    return timezone(timedelta(hours=hours, minutes=minutes))


WITHOUT_ZONE = datetime.fromisoformat("2024-03-04T09:30")
MOMENTS = {
    "ISO 8601": ("2024-03-04T09:30:00+02:00", datetime(2024, 3, 4, 9, 30, tzinfo=at(2))),
    "ISO 8601 with a space": ("2024-03-04 09:30:00 +0200", datetime(2024, 3, 4, 9, 30, tzinfo=at(2))),
    "RFC 5322": ("Mon, 04 Mar 2024 09:30:15 GMT", datetime(2024, 3, 4, 9, 30, 15, tzinfo=UTC)),
    "a zone by name": ("Mon, 04 Mar 2024 09:30:00 EST", datetime(2024, 3, 4, 9, 30, tzinfo=at(-5))),
    "a zone by its German name": ("Mo, 01 Jul 2024 09:30 MESZ", datetime(2024, 7, 1, 9, 30, tzinfo=at(2))),
    "JavaScript": ("Mon Mar 04 2024 09:30:00 GMT+0100 (CET)", datetime(2024, 3, 4, 9, 30, tzinfo=at(1))),
    "half an hour": ("Mon, 04 Mar 2024 09:30:00+5:30", datetime(2024, 3, 4, 9, 30, tzinfo=at(5, 30))),
    "afternoon": ("March 4, 2024 at 9:30 PM EDT", datetime(2024, 3, 4, 21, 30, tzinfo=at(-4))),
    "without a zone": ("lundi 4 mars 2024 à 9h30", WITHOUT_ZONE),
    "a zone that nobody knows": ("Mon, 04 Mar 2024 09:30:00 QQQ", WITHOUT_ZONE),
    "midnight": ("2024-03-04T00:00:00Z", datetime(2024, 3, 4, tzinfo=UTC)),
    "a datetime": (datetime(2024, 3, 4, 9, 30, tzinfo=UTC), datetime(2024, 3, 4, 9, 30, tzinfo=UTC)),
}


@pytest.mark.parametrize(("written", "moment"), MOMENTS.values(), ids=MOMENTS)
def test_a_moment_is_read_with_its_zone(written, moment):
    found = moment_of(written)
    assert found == moment
    assert found.utcoffset() == moment.utcoffset()
    assert day_of(written) == moment.date()


@pytest.mark.parametrize("written", ["2024-03-04", "20240304", "4. März 2024", "Mon, 04 Mar 2024", date(2024, 3, 4)])
def test_a_day_without_a_time_is_no_moment(written):
    assert moment_of(written) is None
    assert day_of(written) == date(2024, 3, 4)


@pytest.mark.parametrize(
    "written",
    ["", "soon", "9:30", "0001-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT", "1969-12-31T19:00:00-05:00", 5, None],
)
def test_what_is_no_date_is_neither(written):
    assert moment_of(written) is None
    assert day_of(written) is None


@pytest.mark.parametrize("said", ["1741168800", 1741168800, "1741168800000", 1741168800.5])
def test_a_time_that_programs_count_in_seconds_is_one(said):
    assert moment_of(said).isoformat()[:19] == "2025-03-05T10:00:00"


@pytest.mark.parametrize("said", [True, "174116", 20250305, "17411688001741168800"])
def test_other_numbers_are_no_times(said):
    assert moment_of(said) is None
