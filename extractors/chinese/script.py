"""Chinese script: traditional to simplified characters and full-width to plain ones, one for one, so offsets hold."""

import re
from functools import cache

from extractors.chinese.rules import load_script_pairs

#: A blank between Chinese characters parts clauses (headlines in two halves).
PARTED = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000](?=[\u4e00-\u9fff])")
WIDE = {ord("０") + i: str(i) for i in range(10)} | {ord("％"): "%", ord("（"): "(", ord("）"): ")", ord("．"): "."}


@cache
def _table() -> dict[int, str]:
    return {ord(pair[0]): pair[1] for pair in load_script_pairs()} | WIDE


def simplified(text: str) -> str:
    """Return the text in simplified characters with plain digits and brackets; every offset stays what it was."""
    return PARTED.sub("，", text.translate(_table()))
