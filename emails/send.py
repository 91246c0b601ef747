"""Hand mails to a server: the standard library's SMTP, encrypted unless the settings say otherwise.

Every failure is a sentence. What a server said is repeated only where it can be no more than an address.
"""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn

from emails.errors import RefusedError, UnavailableError, UnsureError
from language import _, marked
from settings import Mail

TIMEOUT_S = 20.0
CLOSING = 421
LONGEST = 120

Claim = Callable[[], bool]
Answer = tuple[int, bytes]


class Server:
    """A connection to the mail server, opened when it is needed first and again after it broke."""

    def __init__(self, mail: Mail, timeout_s: float = TIMEOUT_S) -> None:
        self._mail = mail
        self._timeout_s = timeout_s
        self._client: smtplib.SMTP | None = None

    def deliver(self, content: bytes, to: str, claim: Claim) -> bool:
        """Hand over one mail; False where `claim` said that it must not be sent any more.

        `claim` is asked in the last moment before the mail leaves, once the server has taken its sender and
        its recipient. Raises UnavailableError, RefusedError and, once it has left, UnsureError.
        """
        client = self._opened()
        with self._said():
            self._taken(client.mail(self._mail.sender or ""), is_whole=True)
            self._taken(client.rcpt(to), is_whole=False)
        if not claim():
            client.rset()
            return False
        self._taken(self._leaves(client, content), is_whole=False)
        return True

    def try_out(self) -> None:
        """Connect and sign in, and send nothing. Raises UnavailableError."""
        self._opened()

    def close(self) -> None:
        """Say good-bye; a server that is gone already is no failure."""
        if self._client is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._client.quit()
            self._client = None

    def _leaves(self, client: smtplib.SMTP, content: bytes) -> Answer:
        """Send the mail itself and give the answer. Raises UnsureError where none comes."""
        try:
            return client.data(content)
        except smtplib.SMTPDataError as error:
            return error.smtp_code, _bytes(error.smtp_error)
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            said = _("The mail server broke off while it took the mail. {again}")
            again = _("Whether it arrived is not known, so it is not sent again.")
            raise UnsureError(said.format(again=again)) from error

    def _opened(self) -> smtplib.SMTP:
        if self._client is None:
            with self._said():
                self._client = self._connected()
                self._sign_in(self._client)
        return self._client

    def _connected(self) -> smtplib.SMTP:
        host, port = self._mail.host or "", self._mail.port
        if self._mail.security == "tls":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(host, port, timeout=self._timeout_s, context=context)
        return smtplib.SMTP(host, port, timeout=self._timeout_s)

    def _sign_in(self, client: smtplib.SMTP) -> None:
        if self._mail.security == "starttls":
            client.starttls(context=ssl.create_default_context())
        if self._mail.user and self._mail.password:
            client.login(self._mail.user, self._mail.password)
        client.ehlo_or_helo_if_needed()

    @contextmanager
    def _said(self) -> Iterator[None]:
        """Turn what goes wrong before a mail has left into a sentence. Raises UnavailableError."""
        try:
            yield
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise UnavailableError(_why(error, self._mail)) from error

    def _taken(self, answer: Answer, *, is_whole: bool) -> None:
        if answer[0] not in (250, 251):
            self._refused(answer, is_whole=is_whole)

    def _refused(self, answer: Answer, *, is_whole: bool) -> NoReturn:
        """Raise for a mail that was not taken: 4xx may pass, 5xx does not."""
        code, words = answer[0], _shown(answer[1])
        with suppress(OSError, smtplib.SMTPException):
            self._client.rset() if self._client else None
        if code == CLOSING:
            self.close()
        said = _("The mail server did not take the mail: {code} {words}").format(code=code, words=words)
        if code >= 500 and not is_whole:
            raise RefusedError(_end(said))
        raise UnavailableError(_end(said), is_whole=is_whole or code == CLOSING)


@contextmanager
def server(mail: Mail, timeout_s: float = TIMEOUT_S) -> Iterator[Server]:
    """Give a server to hand mails to; it is left at the end."""
    one = Server(mail, timeout_s)
    try:
        yield one
    finally:
        one.close()


# The first that fits.
WHY: tuple[tuple[type[Exception], str], ...] = (
    (
        smtplib.SMTPAuthenticationError,
        marked("The mail server {host} refused the user or the password of [mail]."),
    ),
    (
        smtplib.SMTPNotSupportedError,
        marked("The mail server {host} offers no encryption or no signing in as [mail] asks for."),
    ),
    (
        smtplib.SMTPResponseException,
        marked("The mail server {host}:{port} does not take mails now: {said}."),
    ),
    (
        ssl.SSLCertVerificationError,
        marked("The certificate of the mail server {host} cannot be trusted: {said}."),
    ),
    (
        ssl.SSLError,
        marked('The mail server {host}:{port} does not speak as [mail] security = "{security}" expects.'),
    ),
    (TimeoutError, marked("The mail server {host}:{port} does not answer.")),
    (Exception, marked("The mail server {host}:{port} cannot be reached.")),
)


def _why(error: Exception, mail: Mail) -> str:
    came_from = error.__context__ if isinstance(error, smtplib.SMTPServerDisconnected) else None
    words = next(words for kind, words in WHY if isinstance(came_from or error, kind))
    return _(words).format(host=mail.host, port=mail.port, security=mail.security, said=_said_by(error))


def _said_by(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_shown(_bytes(error.smtp_error))}".rstrip(". ")
    return error.verify_message.rstrip(".") if isinstance(error, ssl.SSLCertVerificationError) else ""


def _bytes(words: bytes | str) -> bytes:
    return words if isinstance(words, bytes) else words.encode()


def _shown(words: bytes) -> str:
    """Repeat what a server said in one short line."""
    text = " ".join(words.decode("utf-8", "replace").split())
    kept = "".join(sign for sign in text if sign.isprintable())
    return kept if len(kept) <= LONGEST else kept[: LONGEST - 1] + "…"


def _end(sentence: str) -> str:
    return sentence.rstrip(". ") + "."
