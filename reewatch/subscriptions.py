"""Subscriptions: who is told what, when, and in which manner; data of ``subscriptions.toml``, outside the repository.

Addresses and secrets may come from the environment: ``to = ["$REEWATCH_MAIL_ANN"]``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from email.errors import HeaderParseError
from email.headerregistry import Address
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from reewatch.conditions import Condition, ConditionError, Vocabulary, read_condition
from reewatch.deliveries import is_webhook
from reewatch.entryfiles import line_of_field, read_tables
from reewatch.errors import ConfigurationError
from reewatch.framework import Framework
from reewatch.settings import DigestSettings, Settings

PAGE = "docs/digest.md"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
#: What bears on none of the indicators and themes: legal texts elsewhere.
ELSEWHERE = "elsewhere"
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Subscription(BaseModel):
    """One entry of ``subscriptions.toml``; without ``indicators`` and ``themes`` it follows all of them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,40}$")
    to: tuple[str, ...] = Field(min_length=1)  # mail addresses and webhooks' addresses, or $NAMES of the environment
    send: Literal["daily", "weekly", "at once"] = "daily"
    at: time = time(7, 0)  # on the reader's own clock
    weekday: Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] = "monday"
    zone: str = "UTC"
    language: str = "en"  # of dates and numbers; the words are English
    indicators: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    least_significance: float = Field(0.15, ge=0, le=1)
    alert: str = ""  # what is told at once (reewatch/conditions.py)
    alert_pause_minutes: int = Field(60, ge=0)  # what comes so soon after an alert goes into the next one
    secret: str = ""  # signs the bodies that go to webhooks

    @field_validator("zone")
    @classmethod
    def _zone_exists(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError(f"there is no time zone {value!r}, write one as Europe/Berlin") from error
        return value

    @field_validator("language")
    @classmethod
    def _language_exists(cls, value: str) -> str:
        try:
            Locale.parse(value, sep="-" if "-" in value else "_")
        except (UnknownLocaleError, ValueError) as error:
            raise ValueError(f"there is no language {value!r}, write one as en, de or zh") from error
        return value

    @model_validator(mode="after")
    def _is_told_when(self) -> Self:
        if self.at.tzinfo is not None:
            raise ValueError("at: a time on the reader's own clock has no zone of its own; `zone` names it")
        if any(not a.strip() for a in self.to):
            raise ValueError("to: an address is empty")
        return self

    @property
    def followed(self) -> frozenset[str] | None:
        """Return the ids of what is followed; None is everything."""
        return frozenset((*self.indicators, *self.themes)) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """A subscription with its addresses out of the environment and its condition read."""

    subscription: Subscription
    recipients: tuple[str, ...]
    condition: Condition | None
    secret: str = ""

    @property
    def name(self) -> str:
        """Its name."""
        return self.subscription.name


def load_subscribers(path: Path, framework: Framework, environment: Mapping[str, str]) -> tuple[Subscriber, ...]:
    """Return the subscribers of a file.

    Raises ConfigurationError, naming file, line and remedy, for any wrong entry; an address that the environment
    should give is named, never shown.
    """
    vocabulary = vocabulary_of(framework)
    subscribers: list[Subscriber] = []
    for line, entry in read_tables(path, "subscription", Subscription, page=PAGE):
        try:
            _require_new(entry.name, subscribers)
            subscribers.append(_subscriber(entry, framework, vocabulary, environment))
        except _EntryError as wrong:
            raise ConfigurationError(
                f"{entry.name}: {wrong.field}: {wrong.problem}.",
                path=path,
                line=line_of_field(path, line, wrong.field),
                remedy=f"{wrong.remedy}; {PAGE} describes the fields.",
            ) from wrong
    return tuple(subscribers)


def vocabulary_of(framework: Framework) -> Vocabulary:
    """Return the words of the framework that conditions may use."""
    return Vocabulary(
        types=[t.id for t in framework.event_types],
        actions=sorted({a for t in framework.event_types for a in t.actions}),
        indicators=[i.id for i in framework.indicators],
    )


class _EntryError(Exception):
    def __init__(self, field: str, problem: str, remedy: str) -> None:
        self.field, self.problem, self.remedy = field, problem, remedy
        super().__init__(problem)


def _require_new(name: str, subscribers: list[Subscriber]) -> None:
    if name in {s.name for s in subscribers}:
        raise _EntryError("name", f"{name} stands twice", "give each subscription a name of its own")


def _subscriber(
    entry: Subscription, framework: Framework, vocabulary: Vocabulary, environment: Mapping[str, str]
) -> Subscriber:
    for field, kind, named in (("indicators", "indicator", entry.indicators), ("themes", "theme", entry.themes)):
        known = [i.id for i in framework.indicators if i.kind == kind]
        for name in named:
            if name not in known:
                raise _EntryError(field, f"there is no {kind} {name!r}", f"write some of {', '.join(known)}")
    condition = None
    if entry.alert:
        try:
            condition = read_condition(entry.alert, vocabulary)
        except ConditionError as error:
            raise _EntryError("alert", str(error), "correct the condition") from error
    recipients = tuple(_address(_resolved(a, "to", environment)) for a in entry.to)
    secret = _resolved(entry.secret, "secret", environment)
    if any(is_webhook(r) for r in recipients) and not secret:
        raise _EntryError(
            "secret", "a webhook needs one, to sign what it is sent", 'write secret = "$NAME" and set NAME'
        )
    return Subscriber(subscription=entry, recipients=recipients, condition=condition, secret=secret)


def _resolved(value: str, field: str, environment: Mapping[str, str]) -> str:
    if not value.startswith("$"):
        return value
    found = environment.get(value[1:], "")
    if not found.strip():
        raise _EntryError(field, f"the environment has no {value[1:]}", f"set {value[1:]}, or write the value here")
    return found.strip()


def _address(value: str) -> str:
    if is_webhook(value):
        parts = urlsplit(value)
        if parts.scheme == "http" and parts.hostname not in LOOPBACK:
            raise _EntryError("to", "a webhook is asked over https only", "write its https address")
        return value
    try:
        address = Address(addr_spec=value)
    except (HeaderParseError, ValueError, IndexError) as error:
        raise _EntryError("to", "an address is none", "write it as ann@example.org, or as an https address") from error
    if not address.domain or not value.isascii() or not value.isprintable():
        raise _EntryError(
            "to", "an address has no domain, or letters that mail servers refuse", "write it as ann@desk.org"
        )
    return value


def subscribers_of(settings: Settings, framework: Framework, environment: Mapping[str, str]) -> tuple[Subscriber, ...]:
    """Return the subscribers that the settings name; none, where the file is not there and was not asked for.

    Raises ConfigurationError where it was asked for.
    """
    path = settings.digest.subscriptions
    if not path.exists() and path == DigestSettings().subscriptions:
        return ()
    return load_subscribers(path, framework, environment)
