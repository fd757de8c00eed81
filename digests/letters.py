"""A digest as the message of one recipient: a mail of text, HTML and pictures, or the JSON body of a webhook."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from digests.bodies import hook_body
from digests.pictures import draw_series
from digests.rendering import render_html, render_text, subject_of
from digests.wording import clean
from reewatch.deliveries import Outgoing, delivery_id, is_webhook, message_id
from reewatch.digest.contents import Digest
from reewatch.identifiers import content_id
from reewatch.subscriptions import Subscriber

POLICY = SMTP.clone(max_line_length=78)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """From whom mails come, and where a reader writes to be let off the list."""

    sender: str = "digest@reewatch.example"
    sender_name: str = "reewatch"
    unsubscribe: str = ""  # a mail address; default: the sender's

    @property
    def domain(self) -> str:
        """Return the domain of Message-ID and List-Id."""
        return self.sender.rpartition("@")[2]


def letters_of(digest: Digest, subscriber: Subscriber, head: Letterhead) -> Iterator[Outgoing]:
    """Yield what goes to each recipient of a subscriber."""
    content_key = content_id("cnt", sorted(c for i in digest.items for line in i.lines for c in line.change_ids))
    for recipient in subscriber.recipients:
        draft = Outgoing(
            subscriber=subscriber.name,
            recipient=recipient,
            kind="alert" if digest.kind == "alert" else "digest",
            period=digest.period,
            content_key=content_key,
            subject=subject_of(digest),
            message=b"",
        )
        if is_webhook(recipient):
            yield replace(draft, message=hook_body(digest))
        else:
            mail = render_mail(digest, recipient, message_id(delivery_id(draft), head.domain), head)
            yield replace(draft, message=mail.as_bytes())


def render_mail(digest: Digest, recipient: str, message_id: str, head: Letterhead) -> EmailMessage:
    """Return the mail; the same digest gives the same bytes."""
    mail = EmailMessage(policy=POLICY)
    mail["Subject"] = subject_of(digest)
    mail["From"] = Address(clean(head.sender_name), addr_spec=head.sender)
    mail["To"] = Address(addr_spec=recipient)
    mail["Date"] = format_datetime(digest.as_of)
    mail["Message-ID"] = message_id
    for name, value in _list_headers(digest, head).items():
        mail[name] = value
    pictures = pictures_of(digest)
    cids = {i: f"{i}.{content_id('pic', p.hex())[-16:]}@{head.domain}" for i, p in pictures.items()}
    mail.set_content(render_text(digest))
    mail.add_alternative(render_html(digest, {i: f"cid:{c}" for i, c in cids.items()}), subtype="html")
    html = mail.get_payload(1)
    assert isinstance(html, EmailMessage)
    for indicator_id, picture in pictures.items():
        html.add_related(picture, "image", "png", cid=f"<{cids[indicator_id]}>", filename=f"{indicator_id}.png",
                         disposition="inline")  # fmt: skip
    for number, part in enumerate(p for p in mail.walk() if p.is_multipart()):
        part.set_boundary(f"=_{content_id('bnd', message_id, number)[-16:]}")
    return mail


def pictures_of(digest: Digest) -> dict[str, bytes]:
    """Return indicator id -> PNG of the groups that have a series."""
    return {g.indicator_id: draw_series(g.series, digest.language) for g in digest.groups if g.series is not None}


def _list_headers(digest: Digest, head: Letterhead) -> Mapping[str, str]:
    """Return the headers of a good mailing (RFC 2369, 2919, 3834)."""
    name = clean(digest.subscriber)
    return {
        "List-Id": f"reewatch digests for {name} <{name}.digests.{head.domain}>",
        "List-Unsubscribe": f"<mailto:{head.unsubscribe or head.sender}?subject=unsubscribe%20{name}>",
        "Auto-Submitted": "auto-generated",
    }
