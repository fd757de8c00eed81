"""Real SMTP servers on loopback: aiosmtpd behind a certificate of our own, and one that hangs or drops where told."""

import asyncio
import datetime as dt
import ipaddress
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "reewatch", "correct-horse-7319"


@dataclass
class Postbox:
    """What a server took; ``refusals`` maps a stage (MAIL, RCPT, DATA), or an address, to an answer."""

    refusals: dict[str, str] = field(default_factory=dict)
    taken: list[tuple[str, bytes]] = field(default_factory=list)

    async def handle_MAIL(self, server, session, envelope, address, options) -> str:  # noqa: N802
        envelope.mail_from = address
        return self.refusals.get("MAIL", "250 OK")

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:  # noqa: N802
        answer = self.refusals.get(address) or self.refusals.get("RCPT", "250 OK")
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        answer = self.refusals.get("DATA", "250 OK: queued as 17")
        if answer.startswith("2"):
            self.taken += [(r, envelope.original_content) for r in envelope.rcpt_tos]
        return answer


def check_login(server, session, envelope, mechanism, data) -> AuthResult:
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    # A server that repeats what it was given: the password must not come through.
    return AuthResult(success=good, handled=good) if good else AuthResult(success=False, handled=False, message=(
        f"535 5.7.8 no: {data.password.decode()}"))  # fmt: skip


class Server(Controller):
    """aiosmtpd with STARTTLS, or TLS from the first byte."""

    def __init__(self, postbox: Postbox, *, context: ssl.SSLContext | None, tls: bool = False, login: bool = False):
        self.starttls = None if tls else context
        self.login = login
        super().__init__(postbox, hostname="127.0.0.1", port=0, ssl_context=context if tls else None)

    def factory(self) -> SMTP:
        return SMTP(
            self.handler,
            hostname="127.0.0.1",
            enable_SMTPUTF8=True,
            tls_context=self.starttls,
            require_starttls=self.starttls is not None,
            auth_required=self.login,
            auth_require_tls=self.starttls is not None,
            authenticator=check_login if self.login else None,
        )

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def certify(folder: Path, *, name: str = "127.0.0.1") -> tuple[ssl.SSLContext, Path]:
    """Return a server's context, and the authority's file that verifies it."""
    key, now = ec.generate_private_key(ec.SECP256R1()), dt.datetime.now(dt.UTC)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail of the test")])
    named = x509.IPAddress(ipaddress.ip_address(name)) if name[0].isdigit() else x509.DNSName(name)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([named]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    ca, both = folder / f"ca-{name}.pem", folder / f"server-{name}.pem"
    ca.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    both.write_bytes(private + ca.read_bytes())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    return context, ca


class FaultyServer:
    """Speaks SMTP up to a stage, and there hangs, or drops the connection, or drips bytes without an end.

    Stages: connect, EHLO, MAIL, RCPT, DATA, message (before its end came), end (after it came).
    ``taken`` are the messages whose end came, whatever was answered.
    """

    def __init__(self, stage: str, fault: str) -> None:
        self.stage, self.fault, self.taken = stage, fault, []
        self._loop, self._ready = asyncio.new_event_loop(), threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait(5)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(5)
        self._loop.close()

    def _run(self) -> None:
        self._loop.run_until_complete(self._serve())

    async def _serve(self) -> None:
        self._stop = asyncio.Event()
        server = await asyncio.start_server(self._talk, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._answer(writer, "connect", "220 faulty")
            while line := await reader.readline():
                verb = line.split(b" ")[0].strip().upper().decode()
                if verb == "DATA":
                    await self._answer(writer, "DATA", "354 go on")
                    await self._take(reader, writer)
                else:
                    await self._answer(writer, verb, "250 faulty" if verb != "QUIT" else "221 bye")
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        body = await reader.readline()
        if self.stage == "message":
            await self._do_fault(writer)
        while not body.endswith(b"\r\n.\r\n"):
            line = await reader.readline()
            if not line:
                raise ConnectionResetError
            body += line
        self.taken.append(body)
        await self._answer(writer, "end", "250 taken")

    async def _answer(self, writer: asyncio.StreamWriter, stage: str, text: str) -> None:
        if stage == self.stage:
            await self._do_fault(writer)
        writer.write(f"{text}\r\n".encode())
        await writer.drain()

    async def _do_fault(self, writer: asyncio.StreamWriter) -> None:
        if self.fault == "drop":
            raise ConnectionResetError
        while self.fault == "drip":
            writer.write(b"2")
            await writer.drain()
            await asyncio.sleep(0.05)
        await asyncio.sleep(30)


def waiting_for(condition: Callable[[], bool], seconds: float) -> bool:
    """Return whether a condition comes true in time; asked twice a second, since asking may be dear."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.5)
    return True
