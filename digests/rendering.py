"""A digest as a mail file: text and HTML, everything escaped, nothing loaded from outside."""

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from reewatch.digest import Digest
from reewatch.identifiers import content_hash
from reewatch.timestamps import parse_timestamp

TEMPLATES = Path(__file__).parent / "templates"
DOMAIN = "reewatch.example"
LONGEST_SUBJECT = 120


def subject_of(digest: Digest) -> str:
    """Return the subject, which says the news; one line, whatever the titles hold."""
    if digest.is_quiet:
        return f"All quiet, {digest.as_of[:10]}"
    count = sum(len(g.changes) + g.left_out for g in digest.groups)
    first = digest.groups[0].changes[0].title
    subject = f"{count} {'change' if count == 1 else 'changes'}: {first}"
    return " ".join("".join(c if c.isprintable() else " " for c in subject).split())[:LONGEST_SUBJECT]


def render_digest(digest: Digest) -> EmailMessage:
    """Return the mail; the same digest gives the same bytes, Message-ID included."""
    subject = subject_of(digest)
    text = _environment(escape=False).get_template("digest.txt").render(digest=digest, subject=subject)
    html = _environment(escape=True).get_template("digest.html").render(digest=digest, subject=subject)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject
    message["From"] = f"reewatch <digest@{DOMAIN}>"
    message["To"] = f"undisclosed-recipients <digest@{DOMAIN}>"
    message["Date"] = format_datetime(parse_timestamp(digest.as_of))
    message["Message-ID"] = f"<{digest.run_id}.{content_hash(text)[:16]}@{DOMAIN}>"
    message.set_content(text)
    message.add_alternative(html, subtype="html")
    message.set_boundary(f"=_{content_hash(html)[:32]}")
    return message


def write_digest(digest: Digest, folder: Path) -> Path:
    """Write the mail as ``<run_id>.eml`` and return its path; written aside and renamed whole."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{digest.run_id}.eml"
    aside = path.with_suffix(".part")
    aside.write_bytes(render_digest(digest).as_bytes())
    aside.replace(path)
    return path


def is_web_address(url: str) -> bool:
    """Return whether a link may be shown as one."""
    return urlsplit(url).scheme in ("http", "https") and bool(urlsplit(url).hostname)


def _environment(*, escape: bool) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(default=escape, enabled_extensions=("html",) if escape else ()),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.filters["web"] = is_web_address
    environment.filters["host"] = lambda url: urlsplit(url).hostname or ""
    return environment
