"""``reewatch serve``: the pages live on loopback, with search and the review queue."""

import getpass
import ipaddress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reewatch.errors import ConfigurationError, UsageError
from reewatch.settings import Settings, load_settings

if TYPE_CHECKING:
    from flows.desk import PublishedDesk

LOOPBACK = "127.0.0.1"

Port = Annotated[int | None, typer.Option(min=0, max=65535, help="Default: the setting serve.port; 0: any free one.")]
TokenFile = Annotated[Path | None, typer.Option(help="Where the token is kept; default: serve.token, data directory.")]
Host = Annotated[str, typer.Option(help="Another address of this machine; then whoever reaches it can knock.")]
Private = Annotated[bool, typer.Option("--private", help="Reading needs the token as well.")]


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve")(serve)


def serve(
    context: typer.Context, port: Port = None, token_file: TokenFile = None, host: Host = LOOPBACK,
    private: Private = False,
) -> None:  # fmt: skip
    """Serve the pages on this machine, with search, and the review queue behind a token; Ctrl-C ends it."""
    from reports.serving.app import build_app
    from reports.serving.connections import listen, make_server
    from reports.serving.guards import LOOPBACK as LOOPBACK_NAMES
    from reports.serving.sessions import Doorkeeper

    settings, root = load_settings(), context.obj["data_dir"]
    desk, name = _desk(settings, root), _address(host)
    token = _token(settings, token_file or root / "serve.token")
    chosen = settings.serve.port if port is None else port
    try:
        listening = listen(host, chosen)
    except OSError as error:
        remedy = "Remedy: --port with another number, or --port 0 for any that is free."
        raise UsageError(f"port {chosen} of {host} cannot be had ({error.strerror}). {remedy}") from error
    at = listening.getsockname()[1]
    is_loopback = ipaddress.ip_address(host).is_loopback
    app = build_app(
        desk, Doorkeeper(token), cookie=f"reewatch_session_{at}", hosts=(*LOOPBACK_NAMES, name),
        reads_openly=is_loopback and not private,
    )  # fmt: skip
    typer.echo(f"To read: http://{name}:{at}/")
    typer.echo(f"To decide, for you alone: http://{name}:{at}/sign-in?token={token}")
    if not is_loopback:
        typer.echo(_warning(host), err=True)
    make_server(app).run(sockets=[listening])


def _desk(settings: Settings, root: Path) -> "PublishedDesk":
    from flows.desk import PublishedDesk
    from flows.workplace import Workplace
    from reewatch.framework import load_framework
    from storage.publishing import published_path

    published_path(root)  # nothing to show is told at once
    framework = load_framework(settings.framework_dir)
    return PublishedDesk(workplace=Workplace(root), settings=settings, framework=framework, user=getpass.getuser())


def _address(host: str) -> str:
    """Return an address as it stands in a URL; raises UsageError where it is none, or every one at once."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError as error:
        raise UsageError(f"{host!r} is no address. Remedy: --host with an IP address of this machine.") from error
    if address.is_unspecified:
        raise UsageError("every address at once is not served. Remedy: --host with the one address that is meant.")
    return f"[{address}]" if address.version == 6 else str(address)  # noqa: PLR2004


def _token(settings: Settings, path: Path) -> str:
    """Return the token of the environment, else that of the file, which is made where there is none."""
    from reports.serving.sessions import checked_token, read_or_make_token

    told = settings.serve.token.get_secret_value()
    if not told:
        return read_or_make_token(path)
    try:
        return checked_token(told)
    except ValueError as error:
        raise ConfigurationError(f"setting serve.token: {error}.", remedy="leave it empty, and one is made.") from error


def _warning(host: str) -> str:
    return (
        f"reewatch: {host} is reached from other machines. All goes over the network unencrypted, the token too; "
        "reading needs the token. Safer: leave it on loopback, and use `ssh -L 8734:127.0.0.1:8734 THIS-MACHINE`."
    )
