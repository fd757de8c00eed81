"""Reading a form: few fields, short, of one kind, and no character that no keyboard types."""

from collections.abc import Mapping, Sequence

from starlette.requests import Request

from reports.serving.guards import RefusedError

FORM = "application/x-www-form-urlencoded"
MOST_FIELDS = 600
LONGEST_FIELD = 20_000
ALLOWED_CONTROLS = "\t\n\r"


async def read_form(request: Request) -> dict[str, list[str]]:
    """Return name -> values of a form; raises RefusedError where it is none of ours."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise RefusedError(415, "Forms are taken as a browser sends them, and nothing else.")
    async with request.form(max_fields=MOST_FIELDS, max_files=0, max_part_size=LONGEST_FIELD) as form:
        pairs = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        if not _is_plain(name) or not _is_plain(value):
            raise RefusedError(400, "The form holds characters that nobody types.")
        found.setdefault(name, []).append(value)
    return found


def _is_plain(text: str) -> bool:
    return all(c.isprintable() or c in ALLOWED_CONTROLS or c.isspace() for c in text) and "\ufffd" not in text


def one(form: Mapping[str, Sequence[str]], name: str) -> str:
    """Return the only value of a field, without blanks around it; empty where there is none."""
    return next(iter(form.get(name, ())), "").strip()
