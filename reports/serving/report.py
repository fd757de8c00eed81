"""The report's own pages, live: drawn when they are asked for, of the copy that is published now."""

import re
import threading
from dataclasses import dataclass, field
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from reports.pages.contents import Contents
from reports.pages.rendering import page_at, static_files
from reports.serving.desk import Desk, Night
from reports.serving.guards import RefusedError
from reports.serving.visitors import Visitors

PATH = re.compile(r"(?:[a-z]+/)?[\w-]+\.html")
KINDS = {".css": "text/css", ".js": "text/javascript"}


@dataclass(slots=True)
class Shelf:
    """The contents of one night, read once for all pages of it; those of the night before go."""

    run_id: str = ""
    contents: Contents | None = None
    lock: Any = field(default_factory=threading.Lock)

    def of(self, night: Night) -> Contents:
        """Return the contents of a night."""
        with self.lock:
            if self.contents is None or self.run_id != night.run_id:
                self.run_id, self.contents = night.run_id, night.report()
            return self.contents


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveReport:
    """The pages for whoever may read, by the same paths as in the report's folder."""

    desk: Desk
    visitors: Visitors
    shelf: Shelf = field(default_factory=Shelf)
    static: dict[str, bytes] = field(default_factory=lambda: dict(static_files()))

    async def page(self, request: Request) -> Response:
        """Show a page of the report, or give its style or script."""
        path = request.path_params["path"]
        if path in self.static:
            kind = KINDS[path[path.rindex(".") :]]
            return Response(self.static[path], media_type=kind, headers={"Cache-Control": "max-age=300"})
        if not PATH.fullmatch(path):
            raise RefusedError(404, "There is no such page.")
        if not self.visitors.may_read(request):
            sentence = "This server lets only those read who have its token."
            return self.visitors.ask(status=401, sentence=sentence, next=request.url.path)
        return await run_in_threadpool(self._page, path)

    def _page(self, path: str) -> Response:
        with self.desk.night() as night:
            drawn = page_at(self.shelf.of(night), path)
        if drawn is None:
            raise RefusedError(404, "There is no such page.")
        return HTMLResponse(drawn)


async def to_index(request: Request) -> Response:
    """Lead to the first page of the report."""
    del request
    return RedirectResponse("/report/index.html", 307)


def report_routes(desk: Desk, visitors: Visitors) -> list[Route]:
    """Return the addresses of the report's pages."""
    report = LiveReport(desk=desk, visitors=visitors)
    return [
        Route("/report", to_index, methods=["GET"]),
        Route("/report/", to_index, methods=["GET"]),
        Route("/report/{path:path}", report.page, methods=["GET"]),
    ]
