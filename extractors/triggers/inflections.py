"""The forms of English verbs, so that a family of lemmas is found whatever the tagger made of a word."""

VOWELS = "aeiou"


def forms_of(verb: str, irregular: dict[str, str]) -> frozenset[str]:
    """Return the forms of a verb in lower case: base, third person, past, participles.

    ``irregular`` gives the other forms of the verbs that do not follow the rule, separated by blanks.
    """
    if verb in irregular:
        return frozenset([verb, *irregular[verb].split()])
    stem, _, base = verb.rpartition("-")
    if stem and base in irregular:  # re-cut, fast-build
        return frozenset(f"{stem}-{form}" for form in (base, *irregular[base].split()))
    return frozenset((verb, _third(verb), *_past(verb), _gerund(verb)))


def _third(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if _ends_in_y(verb) else f"{verb}s"


def _past(verb: str) -> tuple[str]:
    if verb.endswith("e"):
        return (f"{verb}d",)
    return (f"{verb[:-1]}ied",) if _ends_in_y(verb) else (f"{verb}ed",)


def _gerund(verb: str) -> str:
    if verb.endswith("ie"):
        return f"{verb[:-2]}ying"
    return f"{verb[:-1]}ing" if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) else f"{verb}ing"


def _ends_in_y(verb: str) -> bool:
    return verb.endswith("y") and len(verb) > 1 and verb[-2] not in VOWELS
