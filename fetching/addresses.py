"""Which addresses may be asked: http(s) to public hosts, checked after name resolution."""

import asyncio
import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from reewatch.errors import ReewatchError
from reewatch.settings import FetchSettings

DEFAULT_PORTS = {"http": 80, "https": 443}


class AddressRefusedError(ReewatchError):
    """An address that must not be asked; the message is a fixed short phrase."""


class NameUnresolvedError(ReewatchError):
    """A host name without an address."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the connection for a URL goes: an address that was checked, so that no second look-up can change it."""

    scheme: str
    host: str  # as in the URL, for the Host header and the certificate
    port: int
    address: str

    @property
    def host_header(self) -> str:
        """The Host header for the URL."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"


async def resolve_endpoint(url: str, settings: FetchSettings) -> Endpoint:
    """Return where to connect for a URL.

    Raises AddressRefusedError for other schemes, credentials and, unless allowed, private addresses, and
    NameUnresolvedError where the name has no address within the timeout.
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError as error:
        raise AddressRefusedError("not a URL") from error
    if parts.scheme not in DEFAULT_PORTS or not host:
        raise AddressRefusedError("not http(s)")
    if parts.username or parts.password:
        raise AddressRefusedError("credentials in URL")
    given = settings.resolve.get(host)
    if given is not None:
        address, _, given_port = given.rpartition(":")
        return Endpoint("http", host, int(given_port), address)
    port = port or DEFAULT_PORTS[parts.scheme]
    for address in await _addresses(host, port, settings):
        if settings.allow_private_addresses or is_public(address):
            return Endpoint(parts.scheme, host, port, address)
    raise AddressRefusedError("private address")


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the open internet."""
    try:
        ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    except ValueError:
        return False
    mapped = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    if mapped is not None:
        ip = mapped
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


async def _addresses(host: str, port: int, settings: FetchSettings) -> list[str]:
    loop = asyncio.get_running_loop()
    look_up = loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    try:
        found = await asyncio.wait_for(look_up, settings.timeout_seconds)
    except (TimeoutError, OSError, UnicodeError) as error:
        raise NameUnresolvedError("no address for the host") from error
    return [str(f[4][0]) for f in found]
