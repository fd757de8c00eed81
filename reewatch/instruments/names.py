"""What an instrument's id tells: who issued it, and how people call it."""

import re

ISSUERS = (
    (re.compile(r"^CN-CODE-"), "CN.MOFCOM"),
    (re.compile(r"^CN-([A-Z]+)-\d"), "CN.{0}"),
    (re.compile(r"^US-(?:EO|PROC)-"), "US.WH"),
    (re.compile(r"^US-S301"), "US.USTR"),
    (re.compile(r"^US-(?:S\d{3}|IEEPA)"), "US.WH"),
    (re.compile(r"^US-DFARS-"), "US.DOD"),
    (re.compile(r"^US-USC-"), "US.CONGRESS"),
    (re.compile(r"^(US|EU|JP)-"), "{0}"),
)
NAMES = (
    (re.compile(r"^CN-([A-Z]+)-(\d{4})-(\d+)$"), "Announcement No. {2} of {1} ({0})"),
    (re.compile(r"^US-EO-(\d+)$"), "Executive Order {0}"),
    (re.compile(r"^US-PROC-(\d+)$"), "Proclamation {0}"),
    (re.compile(r"^US-S(\d{3})$"), "Duties under Section {0}"),
    (re.compile(r"^US-IEEPA$"), "Duties under the emergency powers act (IEEPA)"),
    (re.compile(r"^US-FR-(\d+)-(\d+)$"), "Federal Register notice {0} FR {1}"),
    (re.compile(r"^EU-REG-(\d{4})-(\d+)$"), "Regulation (EU) {0}/{1}"),
    (re.compile(r"^US-CASE-(.+)$"), "Court case {0}"),
)


def issuer_of_id(instrument_id: str) -> str | None:
    """Return the code of who issued a text, as its id tells it, or None."""
    for pattern, code in ISSUERS:
        if found := pattern.match(instrument_id):
            return code.format(*found.groups())
    return None


def name_of_id(instrument_id: str) -> str:
    """Return how people call a text: "Announcement No. 61 of 2025 (MOFCOM)"; the id itself where no form fits."""
    for pattern, name in NAMES:
        if found := pattern.match(instrument_id):
            return name.format(*found.groups())
    return instrument_id
