"""A provider that answers as it is told to, honestly or not: what is signed, by whom, for whom."""

import base64
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

OURS = RSAKey.generate_key(2048, {"kid": "ours"}, private=True)
OTHERS = RSAKey.generate_key(2048, {"kid": "ours"}, private=True)
EMAIL = "it@example.com"
AS_SECRET = OctKey.import_key(json.dumps(OURS.as_dict(private=False)))

# How a provider may refuse a code that it sent itself, in words that say more than they should.
REFUSALS: dict[str, tuple[int, dict[str, str]]] = {
    "refused": (
        401,
        {"error": "invalid_client", "error_description": f"moked:known to both is wrong, {EMAIL}"},
    ),
    "refused in strange words": (400, {"error": f"known to both, {EMAIL}"}),
    "out of order": (500, {"error": f"known to both, {EMAIL}"}),
}


class Liar(ThreadingHTTPServer):
    """The provider; `nonces` has the one that the app sent with each code, `tokens` all that was given."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.nonces: dict[str, str] = {}
        self.tokens: list[str] = []

    def token(self, code: str) -> str:
        """The token for a code, which names what is wrong with it."""
        now, nonce = int(time.time()), self.nonces.get(code, "")
        said: dict[str, Any] = {"iss": self.url, "aud": "moked", "sub": "it", "email": EMAIL}
        said |= {"iat": now, "exp": now + 3600, "nonce": nonce, "email_verified": True, "groups": ["cc-it"]}
        said |= {
            "for another app": {"aud": "another"},
            "of another provider": {"iss": "https://evil.example.com"},
            "over long ago": {"iat": now - 9_000, "exp": now - 5_000},
            "for another sign-in": {"nonce": "another"},
        }.get(code, {})
        if code == "no token":
            return f"{EMAIL}.known to both.it"
        if code == "signed by nobody":
            return ".".join([_text({"alg": "none"}), _text(said), ""])
        if code == "signed with the public key":
            return jwt.encode({"alg": "HS256", "kid": "ours"}, said, AS_SECRET)
        key = OTHERS if code == "signed by another" else OURS
        return jwt.encode({"alg": "RS256", "kid": "ours"}, said, key)

    def answer(self, path: str, asked: dict[str, list[str]]) -> dict[str, Any]:
        """What the provider says at a path."""
        if path == "/keys":
            return {"keys": [OURS.as_dict(private=False)]}
        if path == "/token":
            told = {"access_token": "a", "token_type": "Bearer", "expires_in": 3600}
            self.tokens.append(self.token(asked["code"][0]))
            return {**told, "id_token": self.tokens[-1]}
        ways = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        told = {f"{name}_endpoint": f"{self.url}/{at}" for name, at in ways.items()}
        return {**told, "issuer": self.url, "jwks_uri": f"{self.url}/keys"}


class _Answers(BaseHTTPRequestHandler):
    server: Liar

    def do_GET(self) -> None:
        self._say(self.server.answer(self.path, {}))

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        asked = parse_qs(sent)
        code = asked["code"][0]
        if code == "no answer":
            self.close_connection = True
        elif code in REFUSALS:
            self._say(REFUSALS[code][1] | {"request": sent}, REFUSALS[code][0])
        else:
            self._say(self.server.answer(self.path, asked))

    def _say(self, told: dict[str, Any], status: int = 200) -> None:
        held = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(held)))
        self.end_headers()
        self.wfile.write(held)

    def log_message(self, *_told: object) -> None:
        """Say nothing."""


def _text(told: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")


@contextmanager
def lying() -> Iterator[Liar]:
    """Serve the provider in a thread."""
    with Liar() as liar:
        threading.Thread(target=liar.serve_forever, daemon=True).start()
        yield liar
        liar.shutdown()
