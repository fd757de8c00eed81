"""One message to one recipient over SMTP: verified TLS, a time limit on every stage, and an answer out of four.

The end of the message (the dot) is sent apart: whoever calls is told just before, so that he can note that from then on
the server may have taken it.
"""

import re
import smtplib
import socket
import ssl
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from email.utils import parseaddr
from enum import StrEnum
from ipaddress import ip_address

from reewatch.errors import ConfigurationError
from reewatch.settings import SmtpSettings

LONGEST_DETAIL = 200
START_MAIL_INPUT = 354
CLOSING = 421
TOO_BIG = 552


class Verdict(StrEnum):
    """What came of an attempt."""

    TAKEN = "taken"
    LATER = "later"  # the server, or the way to it, has a trouble that may pass
    NEVER = "never"  # this message will not be taken for this recipient
    UNKNOWN = "unknown"  # the end was sent, and no answer came


@dataclass(frozen=True, slots=True)
class Answer:
    """A verdict with what the server, or the network, said: one printable line without secrets."""

    verdict: Verdict
    detail: str


class ServerTroubleError(Exception):
    """No session with the server came about: none is listening, its certificate is wrong, the login is refused."""


@contextmanager
def smtp_session(settings: SmtpSettings) -> Iterator["SmtpSession"]:
    """Open a session, logged in where a user is set; it is closed with the body.

    Raises ServerTroubleError with the stage that failed, ConfigurationError where a password would go out in the clear.
    """
    _refuse_open_password(settings)
    session = SmtpSession(settings)
    try:
        session.open()
        yield session
    finally:
        session.close()


class SmtpSession:
    """A connection to the server."""

    def __init__(self, settings: SmtpSettings) -> None:
        self._settings = settings
        self._smtp: smtplib.SMTP | None = None

    @property
    def is_open(self) -> bool:
        """Whether another message can be sent over it."""
        return self._smtp is not None and self._smtp.sock is not None

    def open(self) -> None:
        """Connect, go over to TLS and log in."""
        told = "connecting"
        try:
            self._smtp = _unconnected(self._settings)
            with _limited(self._smtp, self._settings.deadline_seconds):
                _greet(self._smtp, self._settings)
                told = "greeting"
                self._smtp.ehlo_or_helo_if_needed()
                if self._settings.security == "starttls":
                    told = "STARTTLS"
                    self._smtp.starttls(context=_context(self._settings))
                    self._smtp.ehlo()
                if self._settings.user:
                    told = "login"
                    self._smtp.login(self._settings.user, self._settings.password.get_secret_value())
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise ServerTroubleError(f"{told}: {_told(error, self._settings)}") from None  # its text may hold secrets

    def close(self) -> None:
        """End the connection, politely where it still stands."""
        smtp, self._smtp = self._smtp, None
        if smtp is None:
            return
        with suppress(OSError, smtplib.SMTPException):
            if smtp.sock is not None:
                smtp.sock.settimeout(min(2.0, self._settings.timeout_seconds))  # what is sent is sent
                smtp.quit()
        smtp.close()

    def send(self, recipient: str, message: bytes, *, before_end: Callable[[], None]) -> Answer:
        """Send one message; ``before_end`` is called when all of it but its end has gone out.

        Whatever ``before_end`` raises comes through, and the message is not ended.
        """
        if self._smtp is None:
            raise ServerTroubleError("the session is closed")
        attempt = _Attempt(self._smtp, self._settings, before_end)
        try:
            with _limited(self._smtp, self._settings.deadline_seconds):
                answer = attempt.carry_out(recipient, message)
        except (OSError, smtplib.SMTPException) as error:
            verdict = Verdict.UNKNOWN if attempt.ended else Verdict.LATER
            answer = Answer(verdict, f"{attempt.stage}: {_told(error, self._settings)}")
            self._abandon()
        except BaseException:
            self._abandon()
            raise
        if not attempt.is_reusable:
            self._abandon()
        return answer

    def _abandon(self) -> None:
        """Break the connection off: a QUIT in the middle of a message would be a line of it."""
        if self._smtp is not None:
            self._smtp.close()
        self._smtp = None


class _Attempt:
    """The conversation about one message."""

    def __init__(self, smtp: smtplib.SMTP, settings: SmtpSettings, before_end: Callable[[], None]) -> None:
        self.stage, self.ended, self.is_reusable = "MAIL", False, True
        self._smtp, self._settings, self._before_end = smtp, settings, before_end

    def carry_out(self, recipient: str, message: bytes) -> Answer:
        """Go through the stages until one says no."""
        fault = self._fault_of(recipient)
        if fault:
            return Answer(Verdict.NEVER, fault)
        code, told = self._smtp.mail(self._sender(message), self._options(recipient, message))
        if not _is_good(code):
            # A refused sender is no fault of this recipient: it waits until the setting is put right.
            return self._refused(code, told, never=code == TOO_BIG)
        self.stage = "RCPT"
        code, told = self._smtp.rcpt(recipient)
        if not _is_good(code):
            return self._refused(code, told, never=_is_final(code))
        return self._hand_over(message)

    def _hand_over(self, message: bytes) -> Answer:
        self.stage = "DATA"
        code, told = self._smtp.docmd("DATA")
        if code != START_MAIL_INPUT:
            return self._refused(code, told, never=_is_final(code))
        self.stage = "message"
        self._smtp.send(_as_lines(message))
        self._before_end()
        self.stage, self.ended = "end of message", True
        self._smtp.send(b".\r\n")
        code, told = self._smtp.getreply()
        if not _is_good(code):
            return self._refused(code, told, never=_is_final(code))
        return Answer(Verdict.TAKEN, self._line(code, told))

    def _fault_of(self, recipient: str) -> str:
        if not recipient.isprintable() or " " in recipient or "@" not in recipient:
            return "this is no mail address"
        if not recipient.isascii() and not self._smtp.has_extn("smtputf8"):
            return "the server takes no addresses beyond ASCII"
        return ""

    def _sender(self, message: bytes) -> str:
        return self._settings.sender or parseaddr(str(BytesHeaderParser().parsebytes(message)["From"] or ""))[1]

    def _options(self, recipient: str, message: bytes) -> list[str]:
        options = [f"SIZE={len(message)}"] if self._smtp.has_extn("size") else []
        if not message.isascii() and self._smtp.has_extn("8bitmime"):
            options.append("BODY=8BITMIME")
        if not recipient.isascii():
            options.append("SMTPUTF8")
        return options

    def _refused(self, code: int, told: bytes, *, never: bool) -> Answer:
        try:
            self.is_reusable = code != CLOSING and _is_good(self._smtp.rset()[0])
        except (OSError, smtplib.SMTPException):
            self.is_reusable = False  # what it said before it hung up holds
        return Answer(Verdict.NEVER if never else Verdict.LATER, f"{self.stage}: {self._line(code, told)}")

    def _line(self, code: int, told: bytes) -> str:
        return _clean(f"{code} {told.decode('utf-8', 'replace')}", self._settings)


def _unconnected(settings: SmtpSettings) -> smtplib.SMTP:
    own, seconds = socket.gethostname(), settings.timeout_seconds
    if settings.security == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(local_hostname=own, timeout=seconds, context=_context(settings))
    else:
        smtp = smtplib.SMTP(local_hostname=own, timeout=seconds)
    # The name that the certificate must bear; smtplib takes it only from a constructor that connects, without a limit.
    smtp._host = settings.host  # type: ignore[attr-defined]  # noqa: SLF001
    return smtp


def _greet(smtp: smtplib.SMTP, settings: SmtpSettings) -> None:
    """Connect and read the greeting; raises SMTPConnectError for one that turns away."""
    code, told = smtp.connect(settings.host, settings.port)
    if not _is_good(code):
        raise smtplib.SMTPConnectError(code, told)


def _context(settings: SmtpSettings) -> ssl.SSLContext:
    """Return a context that verifies certificate and name, against a private authority where one is set."""
    try:
        return ssl.create_default_context(cafile=settings.ca_file)
    except (OSError, ssl.SSLError) as error:
        remedy = "give a PEM file with the certificate of the authority."
        raise ConfigurationError(f"setting smtp.ca_file: {error}.", path=settings.ca_file, remedy=remedy) from error


def _refuse_open_password(settings: SmtpSettings) -> None:
    if settings.security == "none" and settings.user and not _is_this_machine(settings.host):
        remedy = 'set smtp.security to "starttls" or "tls".'
        raise ConfigurationError("setting smtp.security: a password would go out in the clear.", remedy=remedy)


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return False


@contextmanager
def _limited(smtp: smtplib.SMTP, seconds: float) -> Iterator[None]:
    """Break the connection off after so many seconds: a server that drips bytes never runs into a socket's timeout."""
    broken_off = threading.Event()

    def break_off() -> None:
        broken_off.set()
        with suppress(OSError):
            if smtp.sock is not None:
                smtp.sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, break_off)
    timer.daemon = True
    timer.start()
    late = TimeoutError(f"not done after {seconds:g} s")
    try:
        yield
    except (OSError, smtplib.SMTPException):
        if broken_off.is_set():
            raise late from None
        raise
    finally:
        timer.cancel()
    if broken_off.is_set():
        raise late  # smtplib takes a line that was cut off for an answer


def _is_good(code: int) -> bool:
    return 200 <= code < 300  # noqa: PLR2004  RFC 5321, 4.2.1


def _is_final(code: int) -> bool:
    return 500 <= code < 600  # noqa: PLR2004


def _as_lines(message: bytes) -> bytes:
    """Return a message as it goes over the line: CRLF at every end, a dot before each leading dot."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", message)
    ended = lines if lines.endswith(b"\r\n") else lines + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", ended)


def _told(error: Exception, settings: SmtpSettings) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        told = error.smtp_error
        text = told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told)
        return _clean(f"{error.smtp_code} {text}", settings)
    return _clean(f"{type(error).__name__}: {error}", settings)


def _clean(text: str, settings: SmtpSettings) -> str:
    """Return one printable line; should a server echo the password, it is not passed on."""
    secret = settings.password.get_secret_value()
    for form in (secret, b64encode(secret.encode()).decode()) if secret else ():
        text = text.replace(form, "***")
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST_DETAIL]
