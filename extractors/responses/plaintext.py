"""Plain text out of anything: no markup, no entities, no invisible characters."""

import html
import re
import unicodedata

from bs4 import BeautifulSoup

INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
TAG = re.compile(r"<[a-zA-Z/!?][^>]*>?")
LONGEST_MARKUP = 2_000_000


def plain_line(text: str) -> str:
    """Return one line of plain text: tags stripped, entities undone (twice, for doubly escaped feeds), NFC."""
    return " ".join(plain_text(text).split())


def plain_text(text: str) -> str:
    """Return plain text with its paragraphs, tags and entities gone."""
    text = text[:LONGEST_MARKUP]
    for _ in range(2):
        if "<" in text and TAG.search(text):
            text = _without_tags(text)
        unescaped = html.unescape(text)
        if unescaped == text:
            break
        text = unescaped
    if "<" in text and TAG.search(text):
        text = TAG.sub(" ", text)
    return tidy(text)


def tidy(text: str) -> str:
    """Return the text in NFC without control and invisible characters, blanks folded, paragraphs kept."""
    text = INVISIBLE.sub("", CONTROL.sub(" ", unicodedata.normalize("NFC", text.replace("\r\n", "\n"))))
    paragraphs = [" ".join(p.split()) for p in re.split(r"\n\s*\n|\n", text)]
    return "\n\n".join(p for p in paragraphs if p)


def _without_tags(text: str) -> str:
    soup = BeautifulSoup(text, "lxml")
    for dead in soup(["script", "style", "template", "noscript", "iframe", "svg", "math"]):
        dead.decompose()
    for block in soup(["p", "br", "div", "li", "tr", "h1", "h2", "h3"]):
        block.append("\n")
    return soup.get_text(" ")
