"""Calling a server of one's own: signed, never led elsewhere, never into the network by accident."""

import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from emails import webhook
from emails.errors import DeliveryError, RefusedError, UnavailableError, UnsureError
from settings import Webhook
from tests.mailbox import CERTIFICATE, Ear, web_server

NOW = datetime(2026, 11, 17, 8, 20, tzinfo=UTC)
SECRET = "of the wallboard, at length"
CALL = webhook.call_of({"id": "alert-1-raised", "says": "Customers wait too long in חיובים."})


def hook(port: int, host: str = "127.0.0.1", scheme: str = "http", private: bool = True) -> Webhook:
    given = {"name": "wallboard", "url": f"{scheme}://{host}:{port}/moked?board=1", "secret": SECRET}
    return Webhook.model_validate({**given, "private": private})


def yes() -> bool:
    return True


@pytest.fixture
def ear() -> Iterator[Ear]:
    with web_server() as one:
        yield one


def failed(one: Webhook, timeout_s: float = 5) -> DeliveryError:
    with pytest.raises(DeliveryError) as error:
        webhook.deliver(one, CALL, NOW, yes, timeout_s)
    return error.value


def test_a_call_is_signed_with_its_instant(ear: Ear) -> None:
    assert webhook.deliver(hook(ear.port), CALL, NOW, yes)

    [(path, headers, body)] = ear.heard
    assert (path, body) == ("/moked?board=1", CALL.body)
    assert headers["Host"] == f"127.0.0.1:{ear.port}"
    assert headers["Moked-Delivery"] == "alert-1-raised"
    assert webhook.is_genuine(headers, body, SECRET, NOW + timedelta(minutes=5))
    assert not webhook.is_genuine(headers, body, SECRET, NOW + timedelta(minutes=6))
    assert webhook.is_genuine(headers, body, SECRET, NOW - timedelta(minutes=5))
    assert not webhook.is_genuine(headers, body, SECRET, NOW - timedelta(minutes=6))
    assert not webhook.is_genuine(headers, body + b" ", SECRET, NOW)
    assert not webhook.is_genuine(headers, body, "another secret", NOW)
    assert not webhook.is_genuine({**headers, "Moked-Timestamp": "1"}, body, SECRET, NOW)
    assert not webhook.is_genuine({}, body, SECRET, NOW)


def test_a_signature_is_the_one_that_anybody_can_compute() -> None:
    at = datetime(2001, 9, 9, 1, 46, 40, tzinfo=UTC)  # 1,000,000,000 s

    # printf '1000000000.{}' | openssl dgst -sha256 -hmac "of the wallboard, at length"
    expected = "50172d0419bf217a4211aea185652140dc4230b16946439d7385fe255c7e4d2d"
    assert webhook.signature(SECRET, at, b"{}") == f"v1={expected}"


def test_a_call_that_is_not_to_be_made_any_more_is_not(ear: Ear) -> None:
    assert not webhook.deliver(hook(ear.port), CALL, NOW, lambda: False)

    assert ear.heard == []


@pytest.mark.parametrize(
    ("status", "headers", "kind", "said"),
    [
        (500, {}, UnavailableError, "wallboard answered 500."),
        (429, {"Retry-After": "90"}, UnavailableError, "wallboard answered 429."),
        (404, {}, RefusedError, "wallboard answered 404."),
        (410, {"Retry-After": "soon"}, RefusedError, "wallboard answered 410."),
    ],
)
def test_what_a_server_answers_says_if_it_is_called_again(
    ear: Ear, status: int, headers: dict[str, str], kind: type, said: str
) -> None:
    ear.status, ear.headers = status, headers

    error = failed(hook(ear.port))

    assert (type(error), str(error)) == (kind, said)
    assert getattr(error, "retry_after_s", None) == (90 if status == 429 else None)


def test_where_a_server_leads_is_not_followed(ear: Ear) -> None:
    with web_server() as other:
        ear.status, ear.headers = 307, {"Location": f"http://127.0.0.1:{other.port}/"}
        error = failed(hook(ear.port))

    assert str(error) == "wallboard answered 307. It leads elsewhere, which is not followed."
    assert isinstance(error, RefusedError)
    assert other.heard == []


def test_whether_a_server_heard_is_not_known_when_it_does_not_answer(ear: Ear) -> None:
    ear.status = 0

    error = failed(hook(ear.port))

    assert isinstance(error, UnsureError)
    assert str(error).startswith("wallboard was called and did not answer.")
    assert len(ear.heard) == 1


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "10.0.0.1", "192.168.1.1", "[::1]", "[::ffff:10.0.0.1]"]
)
def test_the_own_network_is_called_only_where_the_settings_say_so(host: str) -> None:
    error = failed(hook(443, host, "https", private=False))

    assert isinstance(error, RefusedError)
    assert str(error) == (
        "wallboard lies inside a private network. If that is meant, set private = true for it."
    )


@pytest.mark.parametrize("addresses", [("8.8.8.8", "10.0.0.1"), ("10.0.0.1", "8.8.8.8")])
def test_of_a_name_with_several_addresses_all_must_be_allowed(
    addresses: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 443)) for each in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_asked, **_more: found)
    monkeypatch.setattr(socket, "create_connection", lambda *_asked: pytest.fail("it was called"))

    error = failed(hook(443, "board.example.com", "https", private=False))

    assert isinstance(error, RefusedError)
    assert "lies inside a private network" in str(error)


@pytest.mark.parametrize(
    "host",
    [
        *("169.254.169.254", "[::ffff:169.254.169.254]", "[fe80::1]", "0.0.0.0", "224.0.0.1"),
        *("255.255.255.255", "[64:ff9b::a9fe:a9fe]", "[2002:a9fe:a9fe::1]"),
    ],
)
def test_what_is_no_server_of_anybody_is_never_called(host: str) -> None:
    assert isinstance(failed(hook(80, host)), RefusedError)


def test_a_server_that_is_not_there(free_port: int) -> None:
    error = failed(hook(free_port))

    assert isinstance(error, UnavailableError)
    assert str(error) == "wallboard cannot be reached."


def test_a_server_that_says_nothing_is_not_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        error = failed(hook(deaf.getsockname()[1]), timeout_s=0.1)

    assert isinstance(error, UnsureError)


@pytest.mark.parametrize("host", ["[64:ff9b::a00:1]", "[2002:a00:1::1]", "[::ffff:10.0.0.1]"])
def test_an_address_of_the_own_network_is_known_under_any_cover(host: str) -> None:
    error = failed(hook(443, host, "https", private=False))

    assert str(error).startswith("wallboard lies inside a private network.")


def test_a_server_that_says_wait_without_end_is_not_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as slow, ThreadPoolExecutor(1) as others:
        others.submit(_drip, slow)
        error = failed(hook(slow.getsockname()[1]), timeout_s=0.3)

    assert isinstance(error, UnsureError)


def _drip(slow: socket.socket) -> None:
    wire, _address = slow.accept()
    with wire, suppress(OSError):
        wire.recv(4_000)
        for _time in range(60):
            wire.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
            time.sleep(0.05)
        wire.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")


def test_a_call_goes_encrypted_to_whom_a_certificate_vouches_for(monkeypatch: pytest.MonkeyPatch) -> None:
    with web_server(encrypts=True) as ear:
        strangers = failed(hook(ear.port, "localhost", "https"))
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
        webhook.deliver(hook(ear.port, "localhost", "https"), CALL, NOW, yes)

    assert str(strangers) == "The certificate of wallboard cannot be trusted: self-signed certificate."
    assert len(ear.heard) == 1


def test_a_server_is_tried_out_without_a_call(ear: Ear) -> None:
    webhook.try_out(hook(ear.port))

    assert ear.heard == []
