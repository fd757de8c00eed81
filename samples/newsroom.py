"""The sample newsroom: fictional publishers, real facts in our own words, night by night.

``newsroom/publishers.toml`` says who there is and how each tells its news; ``newsroom/nights.toml`` when it is played;
``newsroom/articles/*.md`` hold the texts, several a file, each behind a line of TOML between ``+++`` lines.
"""

import re
import tomllib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from reewatch.errors import ConfigurationError
from reewatch.timestamps import parse_timestamp

ROOT = Path(__file__).parent / "newsroom"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """One fictional publisher: its host, how its source is served, and what goes wrong with it, by night."""

    host: str
    name: str
    kind: str  # rss, atom, json, index, api, sitemap
    design: str  # how its pages tell their metadata: jsonld, meta, bare
    language: str = "en"
    faults: dict[str, str] = field(default_factory=dict)  # night (1, 2, ...) or "all" -> fault
    silent_after: int | None = None  # the night after which its feed stays as it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One article with its edits: ``bodies`` are (first night, title, body)."""

    slug: str
    host: str
    night: int
    published: str
    author: str
    bodies: tuple[tuple[int, str, str], ...]
    fault: str = ""  # of its page: 404, 410, 500, wall, moved, paywall
    fault_night: int = 0  # from which night on
    credit: str = ""  # a wire that it copies


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """One night: its number, its clock, and what it is about."""

    number: int
    as_of: datetime
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsroom:
    """All of it."""

    nights: tuple[Night, ...]
    publishers: tuple[Publisher, ...]
    stories: tuple[Story, ...]
    sources_path: Path

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts that the small server answers for."""
        return tuple(p.host for p in self.publishers)


def load_newsroom(root: Path = ROOT) -> Newsroom:
    """Return the newsroom of a folder; raises ConfigurationError naming the file of a wrong entry."""
    publishers = tuple(_publisher(p) for p in _toml(root / "publishers.toml")["publisher"])
    nights = tuple(
        Night(number=n, as_of=parse_timestamp(entry["as_of"]), title=entry["title"])
        for n, entry in enumerate(_toml(root / "nights.toml")["night"], 1)
    )
    stories = tuple(s for file in sorted((root / "articles").glob("*.md")) for s in _stories(file))
    known = {p.host for p in publishers}
    for story in stories:
        if story.host not in known:
            remedy = "name a host of publishers.toml."
            raise ConfigurationError(f"{story.slug}: no publisher {story.host!r}.", path=root, remedy=remedy)
    return Newsroom(nights=nights, publishers=publishers, stories=stories, sources_path=root / "sources.toml")


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"not TOML: {error}.", path=path, remedy="correct the syntax.") from error


def _publisher(entry: dict[str, Any]) -> Publisher:
    return Publisher(**entry)


def _stories(file: Path) -> list[Story]:
    parts = re.split(r"^\+\+\+\s*$", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return [_story(file, head, text) for head, text in zip(parts[::2], parts[1::2], strict=True)]


def _story(file: Path, head: str, text: str) -> Story:
    try:
        told = tomllib.loads(head)
        bodies = _bodies(int(told["night"]), text.strip())
        kept = {k: told[k] for k in ("slug", "host", "night", "published")}
    except (KeyError, ValueError) as error:
        remedy = "give slug, host, night, published, and a text that begins with `# headline`."
        problem = f"an article is wrong: {error!r} in {head.strip()[:80]!r}."
        raise ConfigurationError(problem, path=file, remedy=remedy) from error
    optional = {k: told[k] for k in ("fault", "fault_night", "credit") if k in told}
    return Story(**kept, author=told.get("author", ""), bodies=bodies, **optional)


def _bodies(night: int, text: str) -> tuple[tuple[int, str, str], ...]:
    """Return the first text and its edits: an edit begins with a line ``## from night N``."""
    pieces = re.split(r"^## from night (\d+)\s*$", text, flags=re.MULTILINE)
    numbers = [night, *(int(n) for n in pieces[1::2])]
    return tuple((n, *_headed(piece)) for n, piece in zip(numbers, pieces[::2], strict=True))


def _headed(piece: str) -> tuple[str, str]:
    first, _, rest = piece.strip().partition("\n")
    if not first.startswith("# "):
        raise ValueError("no headline")
    return first[2:].strip(), rest.strip()


def body_on(story: Story, night: int) -> tuple[str, str]:
    """Return (title, body) of a story as it stands on a night."""
    told = [b for b in story.bodies if b[0] <= night]
    return told[-1][1], told[-1][2]
