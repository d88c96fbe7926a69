from datetime import date

import pytest

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
