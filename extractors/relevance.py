"""Whether a document is about what is watched, and so earns reading: a cheap first pass over its words."""

from extractors.rules import load_relevance, load_topics

#: How many words of places and of business must stand around the goods; more where the goods are named but once.
LEAST_WORLD, LEAST_WORLD_IF_NAMED_ONCE = 5, 8
NAMED_OFTEN = 2
#: How often the trade war must be named where the goods are not.
LEAST_WAR = 3
#: How often a pastime must be named, in the headline as well, for a document to be about that.
LEAST_HOBBY = 2


def is_relevant(text: str, title: str) -> bool:
    """Return whether a document is about the goods and their trade, or about duties between the two powers."""
    topics, words = load_topics(), load_relevance()
    if topics["off"].search(title) and not topics["goods"].search(title):
        return False
    if words["hobby"].search(title) and sum(1 for _ in words["hobby"].finditer(text)) >= LEAST_HOBBY:
        return False
    goods = sum(1 for _ in topics["goods"].finditer(text))
    count = {name: sum(1 for _ in pattern.finditer(text)) for name, pattern in words.items()}
    at_war = count["one_power"] and count["other_power"] and count["war"] >= LEAST_WAR
    if not goods and not at_war:
        return False
    if sum(1 for _ in topics["off"].finditer(text)) > max(5, 2 * goods + count["war"]):
        return False
    least = LEAST_WORLD if goods > 1 or at_war else LEAST_WORLD_IF_NAMED_ONCE
    return count["business"] > 0 and count["places"] + count["business"] >= least


def named_often(text: str) -> bool:
    """Return whether a text names the goods so often that what it does not say otherwise is about them."""
    return sum(1 for _ in load_topics()["goods"].finditer(text)) >= NAMED_OFTEN
