"""``subscriptions.toml``: what is read, and how a wrong entry is refused."""

import re
from pathlib import Path

import pytest

from reewatch.errors import ConfigurationError
from reewatch.framework import load_framework
from reewatch.subscriptions import Subscription, load_subscribers

ROOT = Path(__file__).resolve().parents[2]
FRAMEWORK = load_framework(ROOT / "framework")
GOOD = '[[subscription]]\nname = "desk"\nto = ["a@desk.example"]\n'


def load(tmp_path: Path, text: str, environment: dict[str, str] | None = None):
    path = tmp_path / "subscriptions.toml"
    path.write_text(text, encoding="utf-8")
    return load_subscribers(path, FRAMEWORK, environment or {})


def test_the_sample_is_good() -> None:
    found = load_subscribers(ROOT / "samples" / "subscriptions.toml", FRAMEWORK, {})
    assert [s.name for s in found] == ["desk", "berlin", "texts"]
    assert found[1].condition is not None
    assert found[1].recipients == ("ann@desk.example", "bea@desk.example")


def test_addresses_and_secrets_come_from_the_environment(tmp_path) -> None:
    text = '[[subscription]] # ours\nname = "hook"\nto = ["$HOOK", "$ANN"]\nsecret = "$KEY"\n'
    (found,) = load(tmp_path, text, {"HOOK": "https://chat.example/x", "ANN": "ann@desk.example", "KEY": "k3y"})
    assert found.recipients == ("https://chat.example/x", "ann@desk.example")
    assert found.secret == "k3y"


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        (GOOD + 'at = "25:00"\n', 4, "at"),
        (GOOD + 'at = "07:00+02:00"\n', 1, "zone of its own"),
        (GOOD + 'zone = "Mars/Base"\n', 4, "no time zone 'Mars/Base'"),
        (GOOD + 'zone = "../../etc/passwd"\n', 4, "no time zone"),
        (GOOD + 'language = "xx-nope"\n', 4, "no language"),
        (GOOD + 'send = "hourly"\n', 4, "send"),
        (GOOD + 'frequency = "daily"\n', 4, "frequency"),
        (GOOD + "least_significance = 70\n", 4, "least_significance"),
        (GOOD + 'indicators = ["tariffs"]\n', 4, "no indicator 'tariffs'"),
        (GOOD + 'themes = ["tariff-schedule"]\n', 4, "no theme 'tariff-schedule'"),
        (GOOD + "alert = \"type == 'tarif'\"\n", 4, "'tarif' is no type"),
        (GOOD + "\n" + GOOD, 6, "desk stands twice"),
        (GOOD + "\n[[subscription]]\nname = 'x'\nto = ['$NOWHERE']\n", 7, "no NOWHERE"),
        (GOOD.replace("a@desk.example", "a desk"), 3, "an address is none"),
        (GOOD.replace("a@desk.example", "a@desk.example\\nBcc: b@x.example"), 3, "address"),
        (GOOD.replace("a@desk.example", "http://chat.example/x"), 3, "https only"),
        (GOOD.replace("a@desk.example", "https://chat.example/x"), 1, "a webhook needs one"),
        (GOOD.replace('["a@desk.example"]', "[]"), 3, "to"),
        (GOOD.replace('"desk"', '"De sk"'), 2, "name"),
        ("[[subscription]]\nname = \n", 2, "not TOML"),
        ("[subscription]\nname = 'x'\n", 1, "not a list"),
        ("[[subscriptions]]\nname = 'x'\n", 1, "unknown key"),
    ],
)
def test_a_wrong_entry_is_refused_with_file_line_and_remedy(tmp_path, text: str, line: int, problem: str) -> None:
    with pytest.raises(ConfigurationError, match=re.escape(problem)) as caught:
        load(tmp_path, text)
    assert f"subscriptions.toml:{line}:" in str(caught.value)
    assert "Remedy:" in str(caught.value)


def test_every_field_is_described() -> None:
    page = (ROOT / "docs" / "digest.md").read_text(encoding="utf-8")
    named = {n for row in re.findall(r"^\| (`[^|]+`) \|", page, re.MULTILINE) for n in re.findall(r"`(\w+)`", row)}
    assert named == set(Subscription.model_fields)
