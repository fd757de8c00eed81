"""Points in time as UTC, in one written form: ``2026-11-24T05:00:00Z``."""

from datetime import UTC, datetime

from reewatch.errors import UsageError


def parse_timestamp(text: str) -> datetime:
    """Return an aware UTC datetime from ISO 8601; a date alone means its first second, no zone means UTC.

    Raises UsageError where the text is neither.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise UsageError(f"{text!r} is not a timestamp. Remedy: write it as 2026-11-24T05:00:00Z.") from error
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def format_timestamp(moment: datetime) -> str:
    """Return the written form, whole seconds or with microseconds where there are any.

    Raises ValueError for a naive datetime: a time without a zone is not a point in time.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone")
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
