"""A seeded share of the broken documents; `reewatch benchmark robustness` reads ten thousand."""

from dataclasses import replace

import pytest

from evaluation.benchmarks.mutations import HUGE, MUTATIONS, mutated_documents
from evaluation.benchmarks.robustness import contract_faults, try_documents
from evaluation.benchmarks.streams import mostly_irrelevant
from extractors.pipeline import load_extractor
from reewatch.framework import load_framework
from reewatch.settings import load_settings

FRAMEWORK = load_framework(load_settings().framework_dir)
EXTRACTOR = load_extractor(FRAMEWORK, load_settings().extraction)
COUNT = 50


@pytest.mark.parametrize("seed", range(6))
def test_broken_documents_are_borne(seed: int) -> None:
    report = try_documents(EXTRACTOR, mutated_documents(COUNT, seed=seed), limit=60.0)
    assert report.documents == COUNT
    assert report.faults == ()


def test_a_document_of_five_megabytes_is_borne() -> None:
    origin = mostly_irrelevant(20)[0]
    huge = replace(origin, text=f"{origin.text} China licensed rare earths. " * (HUGE // len(origin.text)))
    assert try_documents(EXTRACTOR, [huge], limit=240.0).faults == ()


def test_every_mutation_is_tried_and_the_seed_decides() -> None:
    documents = list(mutated_documents(60, seed=3))
    assert documents == list(mutated_documents(60, seed=3))
    assert documents != list(mutated_documents(60, seed=4))
    assert len(MUTATIONS) >= 12


def test_what_breaks_the_contract_is_seen() -> None:
    documents = [d for d in mostly_irrelevant(400) if EXTRACTOR.earns_reading(d)]
    document, mention = next((d, m) for d, found in EXTRACTOR.extract(documents) for m in found)
    assert contract_faults(mention, document, FRAMEWORK.event_types) == []
    assert contract_faults(replace(mention, action="sung"), document, FRAMEWORK.event_types)
    assert contract_faults(mention, replace(document, text=""), FRAMEWORK.event_types)
