"""The pages of ``serve`` as HTML; values go in as they are and are escaped here."""

from functools import cache
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from reewatch.corrections import plain_value


def render(template: str, **values: Any) -> str:
    """Return a page from a template of this folder."""
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("reports.serving"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {"plain": plain_value, "words": _words, "web": _web}
    return environment


def _words(name: Any) -> str:
    """Return a name of the code as people read it."""
    return str(name or "").replace("_", " ")


def _web(url: Any) -> str:
    """Return an address that a page may link to; empty where it is of no web page."""
    return str(url) if urlsplit(str(url or "")).scheme in ("http", "https") else ""
