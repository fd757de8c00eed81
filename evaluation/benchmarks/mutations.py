"""Broken documents: gold texts truncated, shuffled, wrongly decoded, endless, and noise of all kinds, by a seed."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

from evaluation.benchmarks.streams import gold_documents
from reewatch.documents import Document

#: Code points that break things: controls, combining marks, direction marks, lone surrogates, full-width forms, emoji.
ODD = (0, 9, 11, 12, 0x85, 0x300, 0x345, 0x200B, 0x200F, 0x202E, 0x2028, 0x2066, 0xD800, 0xDFFF, 0xFEFF, 0xFFFD, 0xFF10,
       0x1F600, 0x10FFFF)  # fmt: skip
ARABIC = "أعلنت وزارة التجارة الصينية تعليق ضوابط تصدير العناصر الأرضية النادرة حتى 10 نوفمبر 2026 بنسبة 25٪ "
LANGUAGES = ("en", "zh", "zh-CN", "", "de", "xx")
DATES = ("2025-11-07", "2025-11-07T10:00:00+08:00", "", "yesterday", "0000-00-00", "9999-12-31", "2025-02-30")
ENCODINGS = ("latin-1", "cp1252", "utf-16-le", "gb18030", "shift_jis", "cp437")
#: As long as the longest page anyone serves; every so many documents there is one.
HUGE, HUGE_EVERY = 5_000_000, 1000

Mutation = Callable[[str, random.Random], str]


def mutated_documents(count: int, *, seed: int) -> Iterator[Document]:
    """Yield ``count`` broken documents, the same for the same seed; one in a thousand holds five megabytes."""
    chance = random.Random(seed)  # noqa: S311  a sample, not a secret
    gold = [*gold_documents(), *gold_documents("zh")]
    for number in range(count):
        origin = chance.choice(gold)
        text = origin.text
        for mutation in chance.choices(MUTATIONS, k=chance.randint(1, 3)):
            text = mutation(text, chance)
        if number % HUGE_EVERY == HUGE_EVERY - 1:
            text = (text or " ") * (HUGE // max(len(text), 1) + 1)
        yield replace(
            origin,
            doc_id=f"broken-{number}",
            text=text,
            title=text[: chance.choice((0, 10, 300))],
            published=chance.choice(DATES),
            language=chance.choice(LANGUAGES),
        )


def _truncated(text: str, chance: random.Random) -> str:
    return text[chance.randint(0, len(text)) :] if chance.random() < 0.5 else text[: chance.randint(0, len(text))]  # noqa: PLR2004


def _shuffled_words(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    chance.shuffle(words)
    return " ".join(words)


def _shuffled_characters(text: str, chance: random.Random) -> str:
    return "".join(chance.sample(text, len(text)))


def _wrongly_decoded(text: str, chance: random.Random) -> str:
    return text.encode("utf-8", "replace").decode(chance.choice(ENCODINGS), "replace")


def _without_ends(text: str, chance: random.Random) -> str:
    joined = "".join(c for c in text if c not in ".!?\n\u3002\uff01\uff1f\uff1b")
    return joined * chance.randint(1, 20)


def _right_to_left(text: str, chance: random.Random) -> str:
    place = chance.randint(0, len(text))
    return text[:place] + ARABIC * chance.randint(1, 5) + text[place:][::-1]


def _with_odd_characters(text: str, chance: random.Random) -> str:
    characters = list(text)
    for _ in range(chance.randint(1, 200)):
        characters.insert(chance.randint(0, len(characters)), chr(chance.choice(ODD)))
    return "".join(characters)


def _noise(_text: str, chance: random.Random) -> str:
    return "".join(chr(chance.choice((chance.randint(32, 126), chance.randint(0, 0x2FFF)))) for _ in range(2000))


def _figures(text: str, chance: random.Random) -> str:
    pieces = (
        "1,000,000 ",
        "10-20-30 ",
        "$",
        "%",
        "No. ",
        "5.5.5.5 ",
        "rare earths ",
        "to ",
        "and ",
        "of ",
        "-",
        "2025 ",
        "May ",
    )
    return text + " " + "".join(chance.choices(pieces, k=chance.randint(1, 3000)))


def _repeated(text: str, chance: random.Random) -> str:
    piece = text[: chance.randint(1, 60)]
    return piece * chance.randint(1, 800)


def _one_long_word(text: str, chance: random.Random) -> str:
    return text + " " + chance.choice(("rareearth", "9", "-", "(", "a.", "的", "\u0301")) * 20_000


def _without_spaces(text: str, _chance: random.Random) -> str:
    return text.replace(" ", "")


def _as_table(text: str, chance: random.Random) -> str:
    return text.replace(" ", chance.choice(("\t", " | ", "\u00a0", "\r\n", "  ")))


def _upper(text: str, _chance: random.Random) -> str:
    return text.upper()


def _nothing(_text: str, chance: random.Random) -> str:
    return chance.choice(("", " ", "\n\n\n", "\u0000", "."))


MUTATIONS: tuple[Mutation, ...] = (
    _truncated, _shuffled_words, _shuffled_characters, _wrongly_decoded, _without_ends, _right_to_left,
    _with_odd_characters, _noise, _figures, _repeated, _one_long_word, _without_spaces, _as_table, _upper, _nothing,
)  # fmt: skip
