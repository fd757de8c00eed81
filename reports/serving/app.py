"""The application: its addresses, who may ask them, and what becomes of errors."""

from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Scope

from reewatch.errors import LockHeldError, ReewatchError, StoreError, UsageError
from reports.serving.connections import LIMITS
from reports.serving.desk import Desk
from reports.serving.guards import LOOPBACK, Guards, Limits, RefusedError
from reports.serving.reading import reading_routes
from reports.serving.rendering import render
from reports.serving.report import report_routes
from reports.serving.reviewing import review_routes
from reports.serving.sessions import Doorkeeper
from reports.serving.visitors import Visitors

SENTENCES = {
    404: "There is no such page.",
    405: "That address does not take such a request.",
    400: "That request cannot be read.",
}


def build_app(
    desk: Desk,
    doorkeeper: Doorkeeper,
    *,
    cookie: str = "reewatch_session",
    hosts: tuple[str, ...] = LOOPBACK,
    reads_openly: bool = True,
    limits: Limits = LIMITS,
) -> ASGIApp:
    """Return the application over a desk; ``reads_openly`` lets those without the token read, never decide."""
    visitors = Visitors(doorkeeper=doorkeeper, cookie=cookie, user=desk.user, reads_openly=reads_openly)
    routes = [
        *visitors.routes(), *review_routes(desk, visitors), *reading_routes(desk, visitors),
        *report_routes(desk, visitors),
    ]  # fmt: skip
    app = Starlette(
        routes=routes,
        exception_handlers={
            RefusedError: _refused, ReewatchError: _failed, HTTPException: _not_found, Exception: _broken,
        },
    )  # fmt: skip
    return Guards(app, hosts=hosts, limits=limits, refuse=_answer)


def _answer(scope: Scope, status: int, sentence: str) -> ASGIApp:
    """Return the page that says why a request was not carried out."""
    headers = {"Connection": "close"} if status in (408, 413) else {}
    if scope["method"] == "HEAD":
        return Response(status_code=status, headers=headers)
    return message_page(status, sentence, headers)


def message_page(status: int, sentence: str, headers: dict[str, str] | None = None) -> Response:
    """Return a page with one sentence."""
    title = HTTPStatus(status).phrase
    return HTMLResponse(render("message.html", title=title, sentence=sentence, run=None, session=None), status, headers)


def _refused(request: Request, error: Exception) -> Response:
    del request
    assert isinstance(error, RefusedError)
    return message_page(error.status, error.sentence)


def _failed(request: Request, error: Exception) -> Response:
    """Tell an error raised on purpose in its own words: these name the remedy, and hold no trace."""
    del request
    if isinstance(error, UsageError):
        return message_page(422, str(error))
    is_passing = isinstance(error, LockHeldError | StoreError)
    return message_page(503 if is_passing else 500, str(error), {"Retry-After": "10"} if is_passing else None)


def _not_found(request: Request, error: Exception) -> Response:
    del request
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    return message_page(error.status_code, SENTENCES.get(error.status_code, str(error.detail)), headers)


def _broken(request: Request, error: Exception) -> Response:
    """Say that we are at fault; what happened stands in the server's own log."""
    del request, error
    return message_page(500, "Something went wrong here; the terminal in which the server runs says what.")
