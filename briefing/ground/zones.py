"""When a calendar day begins in the site's time zone, for formats that know instants only."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo


@cache
def beginning(day: date, timezone: str) -> str:
    """Return the first moment of a day, as RFC 3339 writes it."""
    moment = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(timezone))
    if (moment.utcoffset() or timedelta()) % timedelta(minutes=1):
        moment = moment.replace(tzinfo=UTC)  # before zones: an offset with seconds has no form
    return moment.isoformat()
