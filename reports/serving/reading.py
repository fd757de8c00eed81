"""The pages that are only read: where things stand, the events with their sentences, and the search."""

import re
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from reewatch.errors import ReewatchError, StoreError, UsageError
from reports.serving.desk import Desk, Night
from reports.serving.guards import RefusedError
from reports.serving.rendering import render
from reports.serving.sessions import Session
from reports.serving.visitors import FORM_HEADERS, Visitors

STATIC = {"serve.css": "text/css"}
EVENT_ID = re.compile(r"evt-[0-9a-f]{16}")
CHANGES_SHOWN = 30
DAYS_AHEAD = 90
A_PAGE = 100
LONGEST_SEARCH = 200
MOST_FOUND = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The pages for whoever may read."""

    desk: Desk
    visitors: Visitors

    async def overview(self, request: Request) -> Response:
        """Show where the framework stands, what changed last, and what is coming."""
        if not self.visitors.may_read(request):
            return self._ask(request)
        return await run_in_threadpool(self._overview, self.visitors.session(request))

    def _overview(self, session: Session | None) -> Response:
        with self.desk.night() as night:
            return _page(
                "overview.html", night, session, title="Where things stand", indicators=night.indicators(),
                changes=night.changes(CHANGES_SHOWN), deadlines=night.deadlines(DAYS_AHEAD), days=DAYS_AHEAD,
            )  # fmt: skip

    async def events(self, request: Request) -> Response:
        """Show the events, those of one type where it is asked."""
        if not self.visitors.may_read(request):
            return self._ask(request)
        chosen, number = request.query_params.get("type", ""), page_number(request)
        return await run_in_threadpool(self._events, self.visitors.session(request), chosen, number)

    def _events(self, session: Session | None, chosen: str, number: int) -> Response:
        types = [t.id for t in self.desk.event_types]
        if chosen and chosen not in types:
            raise RefusedError(404, "There is no such type of event.")
        with self.desk.night() as night:
            rows = [e for e in night.events() if chosen in ("", e["type"])]
            return _page(
                "events.html", night, session, title="Events", types=types, chosen=chosen, count=len(rows),
                rows=rows[number * A_PAGE : (number + 1) * A_PAGE], number=number,
                has_more=len(rows) > (number + 1) * A_PAGE,
            )  # fmt: skip

    async def event(self, request: Request) -> Response:
        """Show an event with every sentence that it rests on."""
        event_id = request.path_params["id"]
        if not EVENT_ID.fullmatch(event_id):
            raise RefusedError(404, "There is no such page.")
        if not self.visitors.may_read(request):
            return self._ask(request)
        return await run_in_threadpool(self._event, self.visitors.session(request), event_id)

    def _event(self, session: Session | None, event_id: str) -> Response:
        with self.desk.night() as night:
            subject = night.subject(event_id)
            if subject is None:
                raise RefusedError(404, f"Nothing has the id {event_id}.")
            return _page("event.html", night, session, title=subject.title, subject=subject)

    async def search(self, request: Request) -> Response:
        """Show what the search finds."""
        if not self.visitors.may_read(request):
            return self._ask(request)
        words = " ".join(request.query_params.get("q", "").split())
        if len(words) > LONGEST_SEARCH or not words.isprintable():
            raise RefusedError(400, f"A search is up to {LONGEST_SEARCH} characters of text.")
        return await run_in_threadpool(self._search, words, self.visitors.session(request))

    def _search(self, words: str, session: Session | None) -> Response:
        searched, problem = None, None
        with self.desk.night() as night:
            try:
                searched = night.search(words, MOST_FOUND) if words else None
            except (UsageError, StoreError) as error:
                problem = error
            title = f"Search: {words}" if words else "Search"
            return _page(
                "search.html", night, session, status=_status(problem), title=title, words=words, searched=searched,
                problem=problem,
            )  # fmt: skip

    def _ask(self, request: Request) -> Response:
        sentence = "This server lets only those read who have its token."
        return self.visitors.ask(status=401, sentence=sentence, next=request.url.path)


def reading_routes(desk: Desk, visitors: Visitors) -> list[Route]:
    """Return the addresses that are only read."""
    reading = Reading(desk=desk, visitors=visitors)
    return [
        Route("/static/{name}", static, methods=["GET"]),
        Route("/", reading.overview, methods=["GET"]),
        Route("/search", reading.search, methods=["GET"]),
        Route("/events", reading.events, methods=["GET"]),
        Route("/events/{id}", reading.event, methods=["GET"]),
    ]


def page_number(request: Request) -> int:
    """Return the page of a listing that is asked for, the first where it is no number."""
    told = request.query_params.get("page", "0")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 7 else 0  # noqa: PLR2004  pages, not numbers


def _status(problem: ReewatchError | None) -> int:
    if problem is None:
        return 200
    return 503 if isinstance(problem, StoreError) else 422


def _page(template: str, night: Night, session: Session | None, *, status: int = 200, **values: Any) -> Response:
    page = render(template, run=night, session=session, **values)
    return HTMLResponse(page, status, FORM_HEADERS if session else None)


async def static(request: Request) -> Response:
    """Give a file of ours; only those that are named here."""
    name = request.path_params["name"]
    if name not in STATIC:
        raise RefusedError(404, "There is no such page.")
    content = files("reports.serving").joinpath("static", name).read_bytes()
    return Response(content, media_type=STATIC[name], headers={"Cache-Control": "max-age=300"})
