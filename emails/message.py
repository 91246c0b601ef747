"""A mail before it is sent: subject, text and HTML always; files and a way out where there are any."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

MARK = "moked"
POLICY = SMTP.clone(cte_type="7bit")  # not every server takes more


@dataclass(frozen=True)
class File:
    """A file to send along. shown_as: the id by which the HTML shows it; None for an attachment."""

    name: str
    kind: str  # as in image/png
    data: bytes
    shown_as: str | None = None


@dataclass(frozen=True)
class Message:
    """A mail to anybody. thread: what mails about the same have in common; is_first: the one that begins it.

    unsubscribe: ways out, as mailto: and on the web, needed by everything that comes periodically.
    """

    subject: str
    text: str
    html: str
    thread: str
    is_first: bool = True
    files: tuple[File, ...] = ()
    unsubscribe: tuple[str, ...] = ()


def written(message: Message, sender: str, to: str, at: datetime, reply_to: str | None = None) -> bytes:
    """Write a mail as servers take it.

    Its id follows from what it is about and for whom, so that a mail program knows a repeated one again and
    shows the end of something under its beginning.
    """
    mail = EmailMessage(policy=POLICY)
    mail["Subject"] = " ".join(message.subject.split())
    mail["From"] = f'"Moked" <{sender}>'
    mail["To"] = to
    if reply_to:
        mail["Reply-To"] = reply_to
    mail["Date"] = format_datetime(at)
    first = _id(message, to, sender, is_first=True)
    mail["Message-ID"] = _id(message, to, sender, is_first=message.is_first)
    if not message.is_first:
        mail["In-Reply-To"] = mail["References"] = first
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    if message.unsubscribe:
        mail["List-Unsubscribe"] = ", ".join(f"<{way}>" for way in message.unsubscribe)
    mail.set_content(message.text)
    mail.add_alternative(message.html, subtype="html")
    _add_files(mail, message.files)
    return mail.as_bytes()


def _id(message: Message, to: str, sender: str, *, is_first: bool) -> str:
    word = hashlib.sha256(f"{message.thread}\n{to}".encode()).hexdigest()[:32]
    return f"<{MARK}.{word}.{'first' if is_first else 'then'}@{sender.rpartition('@')[2]}>"


def _add_files(mail: EmailMessage, files: tuple[File, ...]) -> None:
    """Put pictures beside the HTML that shows them, and attachments after everything."""
    html = mail.get_body(("html",))
    for file in files:
        main, _, sub = file.kind.partition("/")
        if file.shown_as is not None and isinstance(html, EmailMessage):
            html.add_related(file.data, main, sub, cid=f"<{file.shown_as}>", filename=file.name)
        else:
            mail.add_attachment(file.data, main, sub, filename=file.name)
