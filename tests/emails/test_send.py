"""Handing mails to a real server: encrypted, signed in, and in every way in which it may fail."""

import socket
from collections.abc import Iterator

import pytest

from emails.errors import DeliveryError, RefusedError, UnavailableError, UnsureError
from emails.send import Server, server
from settings import Mail
from tests.mailbox import CERTIFICATE, PASSWORD, USER, Mailbox, mail_server

CONTENT = b"Subject: Billing\r\nFrom: moked@example.com\r\n\r\nCustomers wait.\r\n.\r\nToo long.\r\n"
LEAD = "lead@example.com"


def at(port: int, **changed: object) -> Mail:
    given = {
        "host": "localhost",
        "port": port,
        "user": USER,
        "password": PASSWORD,
        "from": "moked@example.com",
    }
    return Mail.model_validate({**given, **changed})


def yes() -> bool:
    return True


@pytest.fixture(autouse=True)
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust the certificate of these tests, as an installation trusts one of its own."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))


@pytest.fixture
def mailbox(free_port: int) -> Iterator[Mailbox]:
    with mail_server(free_port) as one:
        yield one


@pytest.fixture
def sender(mailbox: Mailbox) -> Iterator[Server]:
    with server(at(mailbox.port)) as one:
        yield one


def failed(one: Server, to: str = LEAD) -> DeliveryError:
    with pytest.raises(DeliveryError) as error:
        one.deliver(CONTENT, to, yes)
    return error.value


def test_mails_go_encrypted_and_signed_in_by_one_connection(mailbox: Mailbox, sender: Server) -> None:
    sender.deliver(CONTENT, LEAD, yes)
    sender.deliver(CONTENT, "boss@example.com", yes)

    assert [to for to, _ in mailbox.taken] == [LEAD, "boss@example.com"]
    assert mailbox.taken[0][1].get_content().split() == ["Customers", "wait.", ".", "Too", "long."]
    assert len(mailbox.sessions) == 1


def test_a_mail_that_is_not_to_be_sent_any_more_is_not(mailbox: Mailbox, sender: Server) -> None:
    assert not sender.deliver(CONTENT, LEAD, lambda: False)
    assert sender.deliver(CONTENT, "boss@example.com", yes)

    assert [to for to, _ in mailbox.taken] == ["boss@example.com"]


def test_a_wrong_password_is_said_and_not_repeated(mailbox: Mailbox) -> None:
    with server(at(mailbox.port, password="wr0ng")) as one:
        error = failed(one)

    assert str(error) == "The mail server localhost refused the user or the password of [mail]."
    assert isinstance(error, UnavailableError)
    assert error.is_whole
    assert mailbox.taken == []


@pytest.mark.parametrize("signing_in", [{}, {"user": None, "password": None}], ids=["with", "without"])
def test_nothing_is_sent_to_a_server_that_does_not_encrypt(
    free_port: int, signing_in: dict[str, None]
) -> None:
    with mail_server(free_port, encrypts=False) as mailbox, server(at(free_port, **signing_in)) as one:
        error = failed(one)

    assert str(error) == "The mail server localhost offers no encryption or no signing in as [mail] asks for."
    assert mailbox.taken == []


def test_nothing_is_sent_to_a_server_whose_certificate_nobody_vouches_for(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with server(at(mailbox.port)) as one:
        error = failed(one)

    assert (
        str(error)
        == "The certificate of the mail server localhost cannot be trusted: self-signed certificate."
    )
    assert mailbox.taken == []


def test_a_server_inside_the_own_network_may_take_mails_in_the_clear(free_port: int) -> None:
    plain = at(free_port, security="none", user=None, password=None)
    with mail_server(free_port, encrypts=False) as mailbox, server(plain) as one:
        one.deliver(CONTENT, LEAD, yes)

    assert [to for to, _ in mailbox.taken] == [LEAD]


@pytest.mark.parametrize(
    ("word", "answer", "kind", "is_whole"),
    [
        ("RCPT", "550 5.1.1 Nobody of that name", RefusedError, None),
        ("RCPT", "450 4.2.1 Come back later", UnavailableError, False),
        ("RCPT", "421 Closing down", UnavailableError, True),
        ("DATA", "554 5.7.1 Not wanted", RefusedError, None),
        ("DATA", "451 4.3.0 Try again", UnavailableError, False),
    ],
)
def test_what_a_server_answers_says_if_it_is_tried_again(
    mailbox: Mailbox, sender: Server, word: str, answer: str, kind: type, is_whole: bool | None
) -> None:
    mailbox.answers[word] = answer

    error = failed(sender)

    assert type(error) is kind
    assert str(error) == f"The mail server did not take the mail: {answer}."
    assert getattr(error, "is_whole", None) is is_whole
    mailbox.answers.clear()
    assert sender.deliver(CONTENT, LEAD, yes)


def test_whether_a_mail_arrived_is_not_known_when_the_server_breaks_off(
    mailbox: Mailbox, sender: Server
) -> None:
    mailbox.answers["DROP"] = "yes"

    error = failed(sender)

    assert isinstance(error, UnsureError)
    assert str(error).startswith("The mail server broke off while it took the mail.")


def test_a_server_that_is_not_there(free_port: int) -> None:
    with server(at(free_port)) as one:
        error = failed(one)

    assert str(error) == f"The mail server localhost:{free_port} cannot be reached."


def test_a_server_that_says_nothing_is_not_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        port = deaf.getsockname()[1]
        with server(at(port), timeout_s=0.1) as one:
            error = failed(one)

    assert str(error) == f"The mail server localhost:{port} does not answer."


def test_a_server_that_speaks_otherwise_than_the_settings_say(mailbox: Mailbox) -> None:
    with server(at(mailbox.port, security="tls")) as one:
        error = failed(one)

    assert str(error) == (
        f'The mail server localhost:{mailbox.port} does not speak as [mail] security = "tls" expects.'
    )


def test_a_server_is_tried_out_without_a_mail(mailbox: Mailbox, sender: Server) -> None:
    sender.try_out()

    assert mailbox.taken == []
