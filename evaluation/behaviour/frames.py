"""The clauses that the pairs are made of, read from ``frames.toml``, and their verb forms."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

FRAMES = Path(__file__).parent / "frames.toml"
GOODS = "rare-earth magnets"


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Figure(_Strict):
    """A figure as the sentence words it, and as a mention must hold it; ``role`` None where it is not settled."""

    text: str
    value: float
    unit: str
    role: str | None = None


class FrameDate(_Strict):
    """A date as the sentence words it, and as a mention must hold it."""

    text: str
    value: str
    role: str


class Swap(_Strict):
    """Codes of actor and target before and after the parties change places; no target where it is not settled."""

    actor: tuple[str, str]
    target: tuple[str, str] | None = None


class Frame(_Strict):
    """A clause: ``subject verb object tail`` with its marks (see the head of ``frames.toml``)."""

    id: str
    type: str
    actions: tuple[str, ...] = Field(min_length=1)
    s: str = ""
    t: str = ""
    subject: str = "{s}"
    verb: tuple[str, str, str, str]
    object: str = ""
    tail: str = ""
    agent: bool = True
    offer: bool = False
    plural: bool = False
    object_plural: bool = True
    numbers: tuple[Figure, ...] = ()
    unit: Figure | None = None
    dates: tuple[FrameDate, ...] = ()
    ahead: FrameDate | None = None
    swap: Swap | None = None
    skip: tuple[Literal["threat", "passive", "unnamed", "negate", "counterfactual"], ...] = ()


class Wording(_Strict):
    """What stands at the marks of a frame."""

    s: str
    t: str
    goods: str
    q: str
    d: str


@cache
def load_frames() -> tuple[Frame, ...]:
    """Return the frames in the order of the file."""
    value: dict[str, Any] = tomllib.loads(FRAMES.read_text(encoding="utf-8"))
    return tuple(Frame(**entry) for entry in value["frame"])


def plain_wording(frame: Frame) -> Wording:
    """Return the first figure and date of the frame, and its parties in their places."""
    quantity = frame.numbers[0].text if frame.numbers else ""
    day = frame.dates[0].text if frame.dates else ""
    return Wording(s=frame.s, t=frame.t, goods=GOODS, q=quantity, d=day)


def subject_of(frame: Frame, words: Wording) -> str:
    """Return the subject as it stands within a sentence."""
    return within(frame.subject.format(**words.model_dump()))


def within(text: str) -> str:
    """Return a name as it stands within a sentence: an article in front is small."""
    return text[0].lower() + text[1:] if text.startswith("The ") else text


def object_of(frame: Frame, words: Wording) -> str:
    """Return the object."""
    return frame.object.format(**words.model_dump())


def tail_of(frame: Frame, words: Wording) -> str:
    """Return what follows the object, with the space before it, or nothing."""
    text = frame.tail.format(**words.model_dump())
    return f" {text}" if text else ""


def rest_of(frame: Frame, words: Wording) -> str:
    """Return all that follows the verb, with the space before it."""
    text = object_of(frame, words)
    return (f" {text}" if text else "") + tail_of(frame, words)


def sentence(text: str) -> str:
    """Return the words as a sentence: a capital in front, a full stop behind."""
    return text[0].upper() + text[1:] + "."
