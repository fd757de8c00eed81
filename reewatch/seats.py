"""Days are the issuer's own: which day it is at the seat of a state, an agency or a firm."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from reewatch.speakers import state_of

#: Where the government of a state sits, as an IANA zone; whoever is not named here counts in UTC.
SEATS = {
    "US": "America/New_York", "CN": "Asia/Shanghai", "JP": "Asia/Tokyo", "KR": "Asia/Seoul", "IN": "Asia/Kolkata",
    "EU": "Europe/Brussels", "DE": "Europe/Berlin", "FR": "Europe/Paris", "GB": "Europe/London", "UK": "Europe/London",
    "AU": "Australia/Sydney", "CA": "America/Toronto", "MY": "Asia/Kuala_Lumpur", "BR": "America/Sao_Paulo",
    "VN": "Asia/Ho_Chi_Minh", "KZ": "Asia/Almaty", "SA": "Asia/Riyadh", "TW": "Asia/Taipei", "MX": "America/Mexico_City",
}  # fmt: skip


def day_at_seat(code: str | None, moment: datetime) -> date:
    """Return the day at the seat of an actor (``CN.MOFCOM``, ``US``) at a point in time; UTC where none is known."""
    zone = SEATS.get(state_of(code) or "", "UTC")
    return moment.astimezone(ZoneInfo(zone)).date()
