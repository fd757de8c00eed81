"""Reading the pages of ``serve`` as a browser without script would."""

from typing import Any

import httpx
from bs4 import BeautifulSoup, Tag


def soup(answer: httpx.Response) -> BeautifulSoup:
    return BeautifulSoup(answer.text, "lxml")


def form_of(answer: httpx.Response, action: str) -> dict[str, list[str]]:
    """Return what a browser sends of the form with that action, were nothing changed in it."""
    form = soup(answer).find("form", action=action)
    assert isinstance(form, Tag), f"there is no form {action}"
    sent: dict[str, list[str]] = {}
    for control in form.find_all(["input", "select", "textarea"]):
        name = control.get("name")
        if name:
            sent.setdefault(str(name), []).extend(_values(control))
    return {name: values for name, values in sent.items() if values}


def _values(control: Tag) -> list[str]:
    if control.name == "textarea":
        return [control.get_text()]
    if control.name == "select":
        options = control.find_all("option")
        chosen = [o for o in options if o.has_attr("selected")] or options[:1]
        return [str(o.get("value", o.get_text())) for o in chosen]
    if control.get("type") in ("checkbox", "radio") and not control.has_attr("checked"):
        return []
    return [str(control.get("value", ""))]


def send(client: httpx.Client, action: str, form: dict[str, Any], **changed: Any) -> httpx.Response:
    return client.post(action, data=form | changed)
