"""The review queue: what to look at first, the form of a subject, and what became of a decision."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from reewatch.errors import ChecksFailedError, ClockError, LockHeldError, OvertakenError, ReewatchError, UsageError
from reports.serving.desk import Decision, Desk, Night, Subject
from reports.serving.fields import changed_values, controls, drawn
from reports.serving.forms import one, read_form
from reports.serving.guards import RefusedError
from reports.serving.reading import page_number
from reports.serving.rendering import render
from reports.serving.sessions import Session
from reports.serving.visitors import FORM_HEADERS, Visitors, require_own_form

SUBJECT_ID = re.compile(r"(?:evt|men|obs|prm)-[0-9a-f]{16}")
CORRECTION_ID = re.compile(r"cor-[0-9a-f]{16}")
ACTS = ("confirm", "correct", "merge", "split", "reject")
OF_EVENTS = ("merge", "split")
LONGEST_REASON = 2000
A_PAGE = 50
#: Error -> the status of its page; the form stands on it as it was typed.
STATUSES: tuple[tuple[type[ReewatchError], int], ...] = (
    (OvertakenError, 409), (LockHeldError, 503), (ClockError, 409), (ChecksFailedError, 500), (UsageError, 422),
)  # fmt: skip

Form = dict[str, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The pages of the queue, which only a session opens."""

    desk: Desk
    visitors: Visitors

    async def queue(self, request: Request) -> Response:
        """Show what to look at first."""
        session = self.visitors.session(request)
        if session is None:
            return self._ask(request)
        return await run_in_threadpool(self._queue, session, page_number(request))

    def _queue(self, session: Session, number: int) -> Response:
        with self.desk.night() as night:
            rows = night.queue()
            shown = rows[number * A_PAGE : (number + 1) * A_PAGE]
            return _page(
                "queue.html", night, session, title="Review queue", rows=shown, count=len(rows),
                first=number * A_PAGE + 1, number=number, has_more=len(rows) > (number + 1) * A_PAGE,
            )  # fmt: skip

    async def subject(self, request: Request) -> Response:
        """Show a subject with its evidence, and the forms by which it is decided about."""
        session = self.visitors.session(request)
        if session is None:
            return self._ask(request)
        return await run_in_threadpool(self._subject, session, _id(request, SUBJECT_ID))

    def _subject(
        self, session: Session, subject_id: str, act: str = "", form: Form | None = None,
        error: ReewatchError | None = None,
    ) -> Response:  # fmt: skip
        """Return the page of a subject; after an error with what was typed, and what was wrong with it."""
        with self.desk.night() as night:
            subject = night.subject(subject_id)
            if subject is None:
                raise RefusedError(404, f"Nothing has the id {subject_id}.")
            reasons = [r for r in night.queue() if r["event_id"] == subject_id] if subject.kind == "event" else []
            status = 200 if error is None else _status(error)
            return _page(
                "subject.html", night, session, status=status, title=subject.title, subject=subject,
                controls=controls(subject.kind, subject.values, self.desk.event_types, _of("correct", act, form)),
                drawn=drawn(subject.kind, subject.values), reasons=reasons[0]["reasons"] if reasons else [],
                candidates=night.candidates(subject_id) if subject.kind == "event" and not subject.gone else [],
                act=act, typed=form or {}, why=one(form or {}, "why"), error=error,
            )  # fmt: skip

    async def decide(self, request: Request) -> Response:
        """Put what a form says into effect, and lead on to what became of it."""
        session = self.visitors.session(request)
        form = await read_form(request)
        if session is None:
            return self.visitors.ask(status=401, sentence="Your session has ended, and nothing was changed.")
        require_own_form(session, form)
        subject_id, act = _id(request, SUBJECT_ID), request.path_params["act"]
        if act not in ACTS or (act in OF_EVENTS and not subject_id.startswith("evt-")):
            raise RefusedError(404, "There is no such decision.")
        return await run_in_threadpool(self._decide, session, subject_id, act, form)

    def _decide(self, session: Session, subject_id: str, act: str, form: Form) -> Response:
        with self.desk.night() as night:
            subject = night.subject(subject_id)
        if subject is None:
            raise RefusedError(404, f"Nothing has the id {subject_id}.")
        try:
            done = self.desk.decide(self._decision(subject, act, form, session.who))
        except tuple(kind for kind, _ in STATUSES) as error:
            return self._subject(session, subject_id, act, form, error)
        return RedirectResponse(f"/review/done/{done}", 303)

    def _decision(self, subject: Subject, act: str, form: Form, who: str) -> Decision:
        why = one(form, "why")
        if not why or len(why) > LONGEST_REASON:
            raise UsageError(f"a decision needs its reason, in up to {LONGEST_REASON} characters. Remedy: say why.")
        values = changed_values(subject.kind, subject.values, self.desk.event_types, form) if act == "correct" else []
        return Decision(
            act=act, subject_id=subject.subject_id, why=why, who=who, seen=one(form, "seen"), values=values,
            ids=_ids(act, form),
        )  # fmt: skip

    async def done(self, request: Request) -> Response:
        """Show what a decision changed, and what to look at next."""
        session = self.visitors.session(request)
        if session is None:
            return self._ask(request)
        return await run_in_threadpool(self._done, session, _id(request, CORRECTION_ID))

    def _done(self, session: Session, correction_id: str) -> Response:
        with self.desk.night() as night:
            effect = night.effect(correction_id)
            if effect is None:
                raise RefusedError(404, f"Nothing has the id {correction_id}.")
            own = {c["subject_id"] for c in effect.corrections}
            following = [r for r in night.queue() if r["event_id"] not in own]
            return _page(
                "done.html", night, session, title="What was changed", effect=effect, left=len(following),
                following=following[0] if following else None,
            )  # fmt: skip

    def _ask(self, request: Request) -> Response:
        sentence = "Deciding needs the token that `reewatch serve` printed."
        return self.visitors.ask(status=401, sentence=sentence, next=request.url.path)


def review_routes(desk: Desk, visitors: Visitors) -> list[Route]:
    """Return the addresses of the review queue."""
    review = Review(desk=desk, visitors=visitors)
    return [
        Route("/review", review.queue, methods=["GET"]),
        Route("/review/done/{id}", review.done, methods=["GET"]),
        Route("/review/{id}", review.subject, methods=["GET"]),
        Route("/review/{id}/{act}", review.decide, methods=["POST"]),
    ]


def _id(request: Request, pattern: re.Pattern[str]) -> str:
    """Return the id in an address; what does not look like one reaches no query."""
    told = str(request.path_params["id"])
    if not pattern.fullmatch(told):
        raise RefusedError(404, "There is no such page.")
    return told


def _ids(act: str, form: Form) -> Sequence[str]:
    """Return the ids that a merge or a split names."""
    if act == "merge":
        told = [one(form, "other_id") or one(form, "other")]
    else:
        told = form.get("mention", []) if act == "split" else []
    for subject_id in (found := [t for t in told if t]):
        if not SUBJECT_ID.fullmatch(subject_id):
            raise UsageError(f"{subject_id[:40]!r} is no id. Remedy: take one from this page or from a listing.")
    return found


def _of(wanted: str, act: str, form: Form | None) -> Form | None:
    return form if act == wanted else None


def _status(error: ReewatchError) -> int:
    return next(status for kind, status in STATUSES if isinstance(error, kind))


def _page(template: str, night: Night, session: Session, *, status: int = 200, **values: Any) -> Response:
    headers = FORM_HEADERS | ({"Retry-After": "10"} if status == 503 else {})  # noqa: PLR2004
    return HTMLResponse(render(template, run=night, session=session, **values), status, headers)
