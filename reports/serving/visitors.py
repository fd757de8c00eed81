"""Who asks: signing in with the token, signing out, and what somebody without it may see."""

import re
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from reports.serving.forms import one, read_form
from reports.serving.guards import RefusedError
from reports.serving.rendering import render
from reports.serving.sessions import Doorkeeper, Session, is_own_form

LONGEST_NAME = 80
#: Where somebody may be led to after signing in: our own pages, never another server.
OWN_PAGE = re.compile(r"/(?!/)[\w/.?=&%+-]*")
#: A page with a form lets the browser say where it comes from, or the origin could not be checked.
FORM_HEADERS = {"Referrer-Policy": "same-origin"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitors:
    """The door. ``user`` is the name that is offered to whoever signs in."""

    doorkeeper: Doorkeeper
    cookie: str
    user: str
    reads_openly: bool

    def routes(self) -> list[Route]:
        """Return the addresses of the door."""
        return [
            Route("/sign-in", self.sign_in_page, methods=["GET"]),
            Route("/sign-in", self.sign_in, methods=["POST"]),
            Route("/sign-out", self.sign_out, methods=["POST"]),
        ]

    def session(self, request: Request) -> Session | None:
        """Return the session of a request, None where it has none."""
        return self.doorkeeper.session(request.cookies.get(self.cookie))

    def may_read(self, request: Request) -> bool:
        """Return whether whoever asks may see the pages."""
        return self.reads_openly or self.session(request) is not None

    async def sign_in_page(self, request: Request) -> Response:
        """Show the form of the token; the printed address brings it along."""
        told = request.query_params
        return self.ask(token=told.get("token", ""), next=told.get("next", ""))

    def ask(self, *, status: int = 200, sentence: str = "", **told: str) -> Response:
        """Return the form of the token, with a sentence on why it is asked."""
        values: dict[str, Any] = {"token": "", "next": "", "who": self.user, "sentence": sentence} | told
        values["next"] = own_page(values["next"])
        page = render("sign_in.html", title="Sign in", run=None, session=None, **values)
        return HTMLResponse(page, status, FORM_HEADERS)

    async def sign_in(self, request: Request) -> Response:
        """Open a session for whoever brings the token."""
        form = await read_form(request)
        who, target = one(form, "who"), own_page(one(form, "next"))
        if not self.doorkeeper.knows(one(form, "token")):
            return self.ask(status=401, sentence="That is not the token.", who=who[:LONGEST_NAME], next=target)
        if not who or len(who) > LONGEST_NAME or not who.isprintable():
            sentence = f"Say who you are, in up to {LONGEST_NAME} characters: your decisions bear that name."
            return self.ask(status=422, sentence=sentence, token=one(form, "token"), next=target)
        response = RedirectResponse(target, 303)
        session_id = self.doorkeeper.admit(who)
        response.set_cookie(self.cookie, session_id, path="/", httponly=True, samesite="strict")
        return response

    async def sign_out(self, request: Request) -> Response:
        """End the session."""
        session = self.session(request)
        form = await read_form(request)
        if session is not None:
            require_own_form(session, form)
            self.doorkeeper.dismiss(request.cookies.get(self.cookie))
        response = RedirectResponse("/", 303)
        response.delete_cookie(self.cookie, path="/", httponly=True, samesite="strict")
        return response


def require_own_form(session: Session, form: dict[str, list[str]]) -> None:
    """Raise RefusedError where a form was not drawn for this session."""
    if not is_own_form(session, one(form, "csrf")):
        raise RefusedError(403, "That form was not drawn for your session. Open the page anew, and send it again.")


def own_page(address: str) -> str:
    """Return an address on this server to go to next; the review queue where that is none."""
    return address if OWN_PAGE.fullmatch(address) else "/review"
