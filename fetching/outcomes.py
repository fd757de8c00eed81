"""From a response or a failure to one outcome of the closed list, with a fixed phrase for counting."""

import httpx

from fetching.addresses import AddressRefusedError, NameUnresolvedError
from fetching.bodies import BodyMalformedError, BodyTooLargeError
from fetching.politeness import HostGivenUpError
from reewatch.fetches import Outcome

REFUSALS = (401, 402, 403, 407, 451)
BY_STATUS = {304: Outcome.NOT_MODIFIED, 404: Outcome.NOT_FOUND, 410: Outcome.GONE, 429: Outcome.THROTTLED}
#: Outcomes that may pass, and are worth another attempt.
PASSING = frozenset({Outcome.TIMEOUT, Outcome.UNREACHABLE, Outcome.SERVER_ERROR, Outcome.THROTTLED})


def outcome_of_status(status: int, *, retry_after: bool) -> Outcome:
    """Return the outcome of a final response by its status; FETCHED for any 2xx, to be refined by its body."""
    if status in BY_STATUS:
        return BY_STATUS[status]
    if status in REFUSALS:
        return Outcome.REFUSED
    if status == 503 and retry_after:  # noqa: PLR2004  an HTTP status
        return Outcome.THROTTLED
    families = {2: Outcome.FETCHED, 4: Outcome.CLIENT_ERROR, 5: Outcome.SERVER_ERROR}
    return families.get(status // 100, Outcome.MALFORMED)


def outcome_of_failure(error: Exception) -> tuple[Outcome, str]:
    """Return the outcome and a fixed phrase for what went wrong on the way.

    Raises the error itself where it is none that a server or a network can cause.
    """
    if isinstance(error, httpx.RemoteProtocolError) and any(word in str(error) for word in HUNG_UP):
        return Outcome.UNREACHABLE, "connection lost"
    for kinds, outcome, phrase in FAILURES:
        if isinstance(error, kinds):
            return outcome, phrase or str(error)
    raise error


#: What httpx says when the other side closed the connection, rather than spoke something that is no HTTP.
HUNG_UP = ("disconnected", "peer closed")
FAILURES: tuple[tuple[tuple[type[Exception], ...], Outcome, str], ...] = (
    ((AddressRefusedError,), Outcome.ADDRESS_REFUSED, ""),
    ((NameUnresolvedError, HostGivenUpError), Outcome.UNREACHABLE, ""),
    ((BodyTooLargeError,), Outcome.TOO_LARGE, "body over the cap"),
    ((BodyMalformedError,), Outcome.MALFORMED, "body cannot be decoded"),
    ((httpx.TimeoutException, TimeoutError), Outcome.TIMEOUT, "timed out"),
    ((httpx.ConnectError,), Outcome.UNREACHABLE, "no connection"),
    ((httpx.RemoteProtocolError, httpx.LocalProtocolError), Outcome.MALFORMED, "not HTTP"),
    ((httpx.InvalidURL, httpx.UnsupportedProtocol), Outcome.ADDRESS_REFUSED, "not a URL"),
    ((httpx.TransportError, OSError), Outcome.UNREACHABLE, "connection lost"),
)
