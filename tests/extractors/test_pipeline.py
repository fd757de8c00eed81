"""The same document gives the same mentions, whatever is read with it, in whatever order and by how many processes."""

import random

import pytest

from evaluation.gate import load_gold
from extractors import parallel, pipeline
from extractors.pipeline import Extractor
from reewatch.documents import FIELDS, Document
from reewatch.framework import load_framework
from reewatch.settings import ExtractionSettings, load_settings

FRAMEWORK = load_framework(load_settings().framework_dir)
DOCUMENTS = [Document(**{f: d[f] for f in FIELDS}) for d in load_gold()[:40]]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(FRAMEWORK, ExtractionSettings())


@pytest.fixture(scope="module")
def mentions(extractor):
    return {d.doc_id: found for d, found in extractor.extract(DOCUMENTS)}


def test_the_order_of_documents_makes_no_difference(extractor, mentions) -> None:
    shuffled = random.Random(3).sample(DOCUMENTS, len(DOCUMENTS))
    assert {d.doc_id: found for d, found in extractor.extract(shuffled)} == mentions


@pytest.mark.parametrize("size", [1, 7, 40])
def test_the_size_of_a_batch_makes_no_difference(extractor, mentions, monkeypatch, size: int) -> None:
    monkeypatch.setattr(pipeline, "DOCUMENTS_AT_ONCE", size)
    monkeypatch.setattr(pipeline, "SENTENCES_AT_ONCE", 3 * size)
    assert {d.doc_id: found for d, found in extractor.extract(DOCUMENTS)} == mentions


def test_the_number_of_processes_makes_no_difference(mentions) -> None:
    read = parallel.read_in_processes(DOCUMENTS, framework=FRAMEWORK, settings=ExtractionSettings(processes=2), size=11)
    assert [(d.doc_id, found) for d, found in read] == list(mentions.items())


def test_few_documents_are_read_without_further_processes(mentions, monkeypatch) -> None:
    monkeypatch.setattr(pipeline, "read_in_processes", None)
    with_two = Extractor(FRAMEWORK, ExtractionSettings(processes=2))
    assert {d.doc_id: found for d, found in with_two.extract(DOCUMENTS)} == mentions
