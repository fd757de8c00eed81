"""Commands of the outbox: deliver, outbox list, retry and drop."""

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.options import AsJson
from cli.output import print_rows
from reewatch.errors import UndeliveredError, UsageError

if TYPE_CHECKING:
    from storage.outbox import Delivery

Ids = Annotated[list[str], typer.Argument(metavar="ID...", help="Deliveries, as `reewatch outbox list` names them.")]
LOCK_SECONDS = 10.0


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("deliver")(deliver)
    outbox = typer.Typer(no_args_is_help=True, help="What waits to be sent, and what became of what was sent.")
    outbox.command("list")(list_outbox)
    outbox.command("retry")(retry)
    outbox.command("drop")(drop)
    app.add_typer(outbox, name="outbox")


def deliver(context: typer.Context, json_output: AsJson = False) -> None:
    """Send what is due now. Ends with 6 where something could not be delivered."""
    from flows.sending import send_due
    from flows.workplace import Workplace
    from reewatch.settings import load_settings

    report = send_due(Workplace(context.obj["data_dir"]), load_settings(), lambda: datetime.now(UTC))
    rows = [_row(d) for d in report.deliveries]
    print_rows(rows, ("delivery_id", "recipient", "state", "detail"), as_json=json_output)
    if report.undelivered or report.trouble:
        why = report.trouble or report.undelivered[0].detail
        raise UndeliveredError(f"{len(report.undelivered)} not delivered: {why} It stays in the outbox.")


def list_outbox(
    context: typer.Context,
    all_: Annotated[bool, typer.Option("--all", help="What was sent or dropped, too.")] = False,
    json_output: AsJson = False,
) -> None:
    """List what waits, and what was refused or given up."""
    from reewatch.deliveries import DeliveryState
    from storage.outbox import list_deliveries

    over = (DeliveryState.SENT, DeliveryState.DROPPED)
    states = [s for s in DeliveryState if all_ or s not in over]
    con = _ledger(context)
    try:
        rows = [_row(d) for d in list_deliveries(con, states)]
    finally:
        con.close()
    columns = ("delivery_id", "recipient", "kind", "period", "state", "attempts", "next_attempt_at", "detail")
    print_rows(rows, columns, as_json=json_output)


def retry(context: typer.Context, ids: Ids) -> None:
    """Put deliveries on for the next attempt at once, whatever became of them; not what was sent."""
    from reewatch.deliveries import DeliveryState

    _move(context, ids, DeliveryState.QUEUED, "put on again by hand")


def drop(context: typer.Context, ids: Ids) -> None:
    """Take deliveries out: they are not sent, and stay listed as dropped."""
    from reewatch.deliveries import DeliveryState

    _move(context, ids, DeliveryState.DROPPED, "dropped by hand")


def _move(context: typer.Context, ids: list[str], state: Any, detail: str) -> None:
    from flows.locking import run_lock
    from flows.workplace import Workplace
    from reewatch.deliveries import DeliveryState
    from storage.outbox import find_delivery, move

    place, now = Workplace(context.obj["data_dir"]), datetime.now(UTC)
    with run_lock(place.delivery_lock, what="outbox", wait_seconds=LOCK_SECONDS):
        con = _ledger(context)
        try:
            found = [(i, find_delivery(con, i)) for i in ids]
            unknown = [i for i, d in found if d is None]
            sent = [i for i, d in found if d is not None and d.state is DeliveryState.SENT]
            if unknown or sent:
                raise UsageError(
                    f"not in the outbox, or sent: {', '.join([*unknown, *sent])}. Remedy: `reewatch outbox list`."
                )
            for delivery in (d for _, d in found if d is not None):
                is_on = state is DeliveryState.QUEUED
                move(con, delivery, state, now, attempts=0, next_attempt_at=now if is_on else None, detail=detail)
                sys.stdout.write(f"{delivery.delivery_id} {state}\n")
        finally:
            con.close()


def _ledger(context: typer.Context) -> Any:
    from flows.workplace import Workplace
    from storage.connection import open_ledger

    return open_ledger(Workplace(context.obj["data_dir"]).ledger)


def _row(delivery: "Delivery") -> dict[str, Any]:
    from reewatch.deliveries import shown_recipient

    o = delivery.outgoing
    return {
        "delivery_id": delivery.delivery_id,
        "subscriber": o.subscriber,
        "recipient": shown_recipient(o.recipient),
        "kind": o.kind,
        "period": o.period,
        "subject": o.subject,
        "state": str(delivery.state),
        "attempts": delivery.attempts,
        "next_attempt_at": delivery.next_attempt_at,
        "detail": delivery.detail,
    }
