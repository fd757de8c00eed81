"""Mail over real SMTP servers on loopback: TLS, login, every refusal, drops and hangs at every stage."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path

import pytest

from flows.delivering import DeliveryReport, deliver, enqueue
from flows.locking import run_lock
from flows.workplace import Workplace
from reewatch.deliveries import DeliveryState, Outgoing, delivery_id, message_id
from reewatch.errors import ConfigurationError, LockHeldError
from reewatch.settings import SmtpSettings
from storage.connection import open_ledger
from storage.outbox import delivery_history, find_delivery
from tests.flows.mail_servers import PASSWORD, USER, FaultyServer, Postbox, Server, certify

NOW = datetime(2026, 11, 1, 6, tzinfo=UTC)
BODY = "One change.\r\n.a line that begins with a dot\r\n..two\r\nThe end\r\n"


def mail(recipient: str) -> Outgoing:
    common = {"subscriber": recipient, "recipient": recipient, "kind": "digest", "period": "2026-11-01"}
    key = delivery_id(Outgoing(**common, content_key="c", subject="s", message=b""))
    head = f"From: reewatch <digest@desk.example>\r\nTo: {recipient}\r\nMessage-ID: {message_id(key, 'desk.example')}"
    return Outgoing(**common, content_key="c", subject="s", message=f"{head}\r\nSubject: s\r\n\r\n{BODY}".encode())


class Outbox:
    """A data directory with mails waiting, and what came of them."""

    def __init__(self, root: Path) -> None:
        self.place = Workplace(root)
        self.now = NOW

    def queue(self, *recipients: str) -> None:
        with_con = open_ledger(self.place.ledger)
        enqueue(with_con, [mail(r) for r in recipients], [], self.now)
        with_con.close()

    def deliver(self, settings: SmtpSettings) -> DeliveryReport:
        return deliver(self.place, settings, lambda: self.now)

    def log(self, recipient: str) -> list[tuple[str, str]]:
        con = open_ledger(self.place.ledger)
        try:
            rows = delivery_history(con, delivery_id(mail(recipient)))
            return [(str(r["state"]), str(r["detail"])) for r in rows]
        finally:
            con.close()

    def state(self, recipient: str) -> DeliveryState:
        con = open_ledger(self.place.ledger)
        try:
            found = find_delivery(con, delivery_id(mail(recipient)))
            assert found is not None
            return found.state
        finally:
            con.close()


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    return Outbox(tmp_path / "var")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return certify(tmp_path_factory.mktemp("authority"))


def plain(port: int, **more: object) -> SmtpSettings:
    told = {"timeout_seconds": 0.3, "deadline_seconds": 2.0} | more
    return SmtpSettings(host="127.0.0.1", port=port, security="none", **told)


@pytest.fixture
def serve():
    running: list[Server] = []

    def start(postbox: Postbox, **how: object) -> int:
        server = Server(postbox, **({"context": None} | how))
        server.start()
        running.append(server)
        return server.port

    yield start
    for server in running:
        server.stop()


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # of aiosmtpd, blind to TLS from the start
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_mail_goes_out_over_verified_tls_with_a_login(outbox, serve, certificate, security: str) -> None:
    context, ca = certificate
    postbox = Postbox()
    port = serve(postbox, context=context, tls=security == "tls", login=True)
    outbox.queue("ann@desk.example", "bo@desk.example")
    settings = SmtpSettings(
        host="127.0.0.1", port=port, security=security, ca_file=ca, user=USER, password=PASSWORD, timeout_seconds=5
    )
    report = outbox.deliver(settings)
    assert [d.state for d in report.deliveries] == [DeliveryState.SENT] * 2
    assert [r for r, _ in postbox.taken] == ["ann@desk.example", "bo@desk.example"]
    assert postbox.taken[0][1] == mail("ann@desk.example").message  # dots and line ends as they were
    assert [s for s, _ in outbox.log("ann@desk.example")] == ["queued", "sending", "sent"]
    assert outbox.deliver(settings).deliveries == ()
    assert len(postbox.taken) == 2


def test_a_certificate_that_nobody_vouches_for_is_refused(outbox, serve, certificate) -> None:
    postbox = Postbox()
    port = serve(postbox, context=certificate[0])
    outbox.queue("ann@desk.example")
    report = outbox.deliver(SmtpSettings(host="127.0.0.1", port=port, timeout_seconds=5))
    assert "STARTTLS" in report.trouble
    assert "certificate verify failed" in report.trouble
    assert (outbox.state("ann@desk.example"), postbox.taken) == (DeliveryState.QUEUED, [])


def test_a_certificate_for_another_name_is_refused(outbox, serve, tmp_path: Path) -> None:
    context, ca = certify(tmp_path, name="other.example")
    port = serve(Postbox(), context=context)
    outbox.queue("ann@desk.example")
    report = outbox.deliver(SmtpSettings(host="127.0.0.1", port=port, ca_file=ca, timeout_seconds=5))
    assert "not valid for '127.0.0.1'" in report.trouble


def test_a_server_without_starttls_gets_nothing(outbox, serve) -> None:
    postbox = Postbox()
    outbox.queue("ann@desk.example")
    report = outbox.deliver(SmtpSettings(host="127.0.0.1", port=serve(postbox), timeout_seconds=5))
    assert "STARTTLS" in report.trouble
    assert postbox.taken == []


def test_a_wrong_password_leaves_the_mail_and_is_told_without_the_password(outbox, serve, certificate) -> None:
    context, ca = certificate
    port = serve(Postbox(), context=context, login=True)
    outbox.queue("ann@desk.example")
    wrong = "not-the-password-4711"
    told = {"host": "127.0.0.1", "port": port, "ca_file": ca, "user": USER, "password": wrong, "timeout_seconds": 5}
    report = outbox.deliver(SmtpSettings(**told))
    assert report.trouble.startswith("login: 535")
    assert outbox.state("ann@desk.example") is DeliveryState.QUEUED
    assert wrong not in report.trouble + str(outbox.log("ann@desk.example")) + repr(SmtpSettings(**told))


def test_no_password_goes_out_in_the_clear(outbox) -> None:
    outbox.queue("ann@desk.example")
    with pytest.raises(ConfigurationError, match="in the clear"):
        outbox.deliver(SmtpSettings(host="mail.example", security="none", user=USER, password=PASSWORD))


@pytest.mark.parametrize(
    ("stage", "answer", "state"),
    [
        ("RCPT", "451 4.7.1 greylisted, come again", DeliveryState.QUEUED),
        ("RCPT", "550 5.1.1 no such mailbox", DeliveryState.REFUSED),
        ("DATA", "452 4.3.1 disk full", DeliveryState.QUEUED),
        ("DATA", "554 5.7.1 looks like spam", DeliveryState.REFUSED),
        ("MAIL", "550 5.7.1 sender not allowed", DeliveryState.QUEUED),  # the setting's fault, not the recipient's
        ("MAIL", "552 5.3.4 too big", DeliveryState.REFUSED),
    ],
)
def test_what_a_server_answers_decides(outbox, serve, stage: str, answer: str, state: DeliveryState) -> None:
    postbox = Postbox(refusals={stage: answer})
    port = serve(postbox)
    outbox.queue("ann@desk.example")
    report = outbox.deliver(plain(port))
    (delivery,) = report.deliveries
    assert (delivery.state, delivery.attempts) == (state, 1)
    assert answer in delivery.detail
    postbox.refusals.clear()
    outbox.now += timedelta(minutes=2)
    outbox.deliver(plain(port))
    assert len(postbox.taken) == (state is DeliveryState.QUEUED)


def test_a_refused_recipient_does_not_stop_the_others(outbox, serve) -> None:
    postbox = Postbox(refusals={"bo@desk.example": "550 no such mailbox", "cy@desk.example": "450 later"})
    everyone = [f"{n}@desk.example" for n in ("ann", "bo", "cy", "dee")]
    outbox.queue(*everyone, "no address", "é@desk.example")
    outbox.deliver(plain(serve(postbox)))
    assert sorted(r for r, _ in postbox.taken) == ["ann@desk.example", "dee@desk.example", "é@desk.example"]
    assert [outbox.state(r) for r in everyone] == ["sent", "refused", "queued", "sent"]
    assert outbox.state("no address") is DeliveryState.REFUSED


def test_a_dead_server_leaves_the_mail_and_says_so(outbox) -> None:
    outbox.queue("ann@desk.example", "bo@desk.example")
    report = outbox.deliver(plain(9))
    assert "connecting: ConnectionRefusedError" in report.trouble
    assert [d.state for d in report.undelivered] == [DeliveryState.QUEUED] * 2
    assert outbox.log("bo@desk.example")[-1][1].startswith("connecting")


def test_without_a_server_nothing_is_tried(outbox) -> None:
    outbox.queue("ann@desk.example")
    report = outbox.deliver(SmtpSettings())
    assert "smtp.host" in report.trouble
    assert [s for s, _ in outbox.log("ann@desk.example")] == ["queued"]


@pytest.mark.parametrize("fault", ["drop", "hang", "drip"])
@pytest.mark.parametrize("stage", ["connect", "EHLO", "MAIL", "RCPT", "DATA", "message", "end"])
def test_drops_and_hangs_at_every_stage(outbox, stage: str, fault: str) -> None:
    outbox.queue("ann@desk.example")
    with FaultyServer(stage, fault) as server:
        report = outbox.deliver(plain(server.port, deadline_seconds=0.6))
        taken = len(server.taken)
    (delivery,) = report.deliveries
    assert taken == (stage == "end")
    if stage == "message" and fault != "drop":
        # A small message goes into the socket's buffer whole, so its end was sent although the server read none of it.
        assert delivery.state is DeliveryState.UNCERTAIN
        return
    expected = {"end": {DeliveryState.UNCERTAIN}, "message": {DeliveryState.UNCERTAIN, DeliveryState.QUEUED}}
    assert delivery.state in expected.get(stage, {DeliveryState.QUEUED})
    assert delivery.next_attempt_at == NOW + timedelta(minutes=1)


def test_after_a_lost_answer_it_comes_again_under_the_same_message_id_and_the_log_says_so(outbox, serve) -> None:
    outbox.queue("ann@desk.example")
    with FaultyServer("end", "drop") as server:
        outbox.deliver(plain(server.port))
        first = server.taken
    postbox = Postbox()
    outbox.now += timedelta(minutes=2)
    outbox.deliver(plain(serve(postbox)))
    known = f"<{delivery_id(mail('ann@desk.example'))}@desk.example>"
    assert {message_from_bytes(m)["Message-ID"] for m in (first[0], postbox.taken[0][1])} == {known}
    states, details = zip(*outbox.log("ann@desk.example"), strict=True)
    assert states == ("queued", "sending", "uncertain", "sending", "sent")
    assert "the server may have it" in details[2]
    assert details[3] == f"sent again under the same Message-ID {known}"


def test_only_one_sends_at_a_time(outbox) -> None:
    outbox.queue("ann@desk.example")
    with run_lock(outbox.place.delivery_lock, what="the other"), pytest.raises(LockHeldError, match="the other"):
        outbox.deliver(plain(9))
