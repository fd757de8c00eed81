"""Documents for the benchmarks: those of the gold sets, and everyday news of our own around them."""

import json
import random
from pathlib import Path

from evaluation.gate import load_gold
from reewatch.documents import FIELDS, Document

SILVER = Path(__file__).parents[1] / "silver"
#: Sentences of everyday news, in which nothing concerns the trade; {n} is a number.
EVERYDAY = (
    "The council voted {n} to four on Tuesday to widen the road past the old brewery.",
    "Heavy rain is expected along the coast until Friday, the weather service said.",
    "The home side won by {n} goals after a slow first half in front of a full stadium.",
    "Police in Lyon arrested {n} people after a fight outside a night club.",
    "Shares of the airline fell {n} percent after it warned that fuel would cost more this winter.",
    "The central bank left its key rate unchanged, as most economists had expected.",
    "A new tariff for parking takes effect in March, the mayor told residents.",
    "Doctors at the university hospital said the vaccine was safe for children over {n}.",
    "The orchestra opens its season in the rebuilt hall with a symphony by Sibelius.",
    "China's tourism ministry expects {n} million trips during the spring holiday.",
    "The United States and Canada agreed to share data on wildfires earlier each season.",
    "Farmers in the valley have asked for permits to draw water from the river for {n} more weeks.",
    "The film, shot in {n} days, tells of two sisters who inherit a lighthouse.",
    "Exports of wine rose {n} percent last year, helped by demand from Japan.",
    "A judge dismissed the case against the former minister for lack of evidence.",
    "The phone maker unveiled a thinner model and cut the price of the old one by {n} dollars.",
    "Prices of coffee climbed to their highest since 2011 after frost in Brazil.",
    "The museum returned {n} bronzes to Nigeria at a ceremony in the capital.",
    "Negotiators met again in Geneva to discuss a treaty on plastic waste.",
    "The company plans to open {n} shops in Poland and hire four hundred people.",
)
TITLES = (
    "Local news in brief",
    "Markets and weather",
    "What happened this week",
    "From the region",
    "A day in pictures",
)
SENTENCES = (6, 14)
#: One document in so many concerns the trade, in the stream that is like the news as it comes.
ONE_IN = 20


def gold_documents(language: str = "en") -> list[Document]:
    """Return the relevant gold documents of a language, to be read by machines only."""
    return [Document(**{f: d[f] for f in FIELDS}) for d in load_gold() if d["language"] == language and d["relevant"]]


def warm_up() -> list[Document]:
    """Return documents to read before a clock starts: of the silver set, so that none is read again once it runs."""
    lines = [
        line for path in sorted(SILVER.glob("en_*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return [Document(**{f: d[f] for f in FIELDS}) for d in map(json.loads, lines)]


def everyday_document(number: int, chance: random.Random) -> Document:
    """Return a document of everyday news, of the length of the gold documents."""
    title = chance.choice(TITLES)
    sentences = [s.format(n=chance.randint(2, 90)) for s in chance.choices(EVERYDAY, k=chance.randint(*SENTENCES))]
    return _document(f"everyday-{number}", title, " ".join(sentences))


def all_relevant(count: int) -> list[Document]:
    """Return ``count`` documents that all concern the trade: the gold documents, over and over."""
    gold = gold_documents()
    return [gold[n % len(gold)] for n in range(count)]


def mostly_irrelevant(count: int, *, seed: int = 1) -> list[Document]:
    """Return ``count`` documents of which one in twenty concerns the trade."""
    chance = random.Random(seed)  # noqa: S311  a sample, not a secret
    gold = gold_documents()
    documents = [
        gold[n // ONE_IN % len(gold)] if n % ONE_IN == 0 else everyday_document(n, chance) for n in range(count)
    ]
    chance.shuffle(documents)
    return documents


def _document(doc_id: str, title: str, body: str) -> Document:
    return Document(
        doc_id=doc_id,
        url=f"https://everyday.example/{doc_id}",
        source="everyday",
        title=title,
        published="2026-03-12",
        language="en",
        text=f"{title}\n\n{body}",
    )
