"""Days are Thailand's, wherever the machine stands: licences are suspended, issued and listed by the day in Bangkok.

Thailand has kept UTC+7 all year since 1920 (IANA time zone database, Asia/Bangkok), so that a fixed offset is exact and
needs no database of zones, which slim systems lack.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

from verifier.numbers.years import BUDDHIST_ERA

THAILAND = timezone(timedelta(hours=7), "Asia/Bangkok")
CHRISTIAN_YEARS = range(1937, 2101)
BUDDHIST_YEARS = range(CHRISTIAN_YEARS.start + BUDDHIST_ERA, CHRISTIAN_YEARS.stop + BUDDHIST_ERA)
"""2480 to 2643: the two ranges do not meet, so that a year tells its era."""
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)


def today(at: datetime | None = None) -> date:
    """The day in Thailand: at the moment `at`, which knows its zone, or now."""
    return (at or datetime.now(UTC)).astimezone(THAILAND).date()


def day_of_timestamp(seconds: float) -> date:
    """The day in Thailand at this POSIX time, in seconds since 1970-01-01T00:00Z."""
    return today(datetime.fromtimestamp(seconds, UTC))


def day_of(year: int, month: int, day: int) -> date:
    """The day, with a year of either era. Raises ValueError for any other year and for a day that does not exist."""
    if year in BUDDHIST_YEARS:
        year -= BUDDHIST_ERA
    elif year not in CHRISTIAN_YEARS:
        raise ValueError(f"{year} is a year neither of the Buddhist nor of the Christian era")
    return date(year, month, day)


def parse_day(text: str) -> date:
    """`today`, or `YYYY-MM-DD` with a year of either era: 2569-11-29 is 2026-11-29. Raises ValueError."""
    if text == "today":
        return today()
    match = _ISO.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is not of the form YYYY-MM-DD")
    return day_of(int(match[1]), int(match[2]), int(match[3]))


def as_of(day: date, listed: date | None, on: date) -> date:
    """The day as of which a list of the day `listed` is asked about `day`, seen from the day `on`.

    A list knows nothing of the days before its own: it is asked as of that day then. No day after `on` is asked about.
    """
    day = min(day, on)
    return day if listed is None else max(day, min(listed, on))
