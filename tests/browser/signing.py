"""A real OpenID provider, and Moked served with people signing in there."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from door.start import DIRECT
from settings.serving import serving
from tests.attached import attached, end
from tests.browser.conftest import Server, settle

SETTINGS = """
[site]
address = "{url}"
[access]
sign_in = "oidc"
admins = ["it@example.com"]
[access.oidc]
metadata = "{provider}/.well-known/openid-configuration"
client_id = "moked"
client_secret = "known to both"
{claims}
"""


class Provider:
    """oidc-provider-mock in a process of its own; its page lets anybody be one of `users` with a click."""

    def __init__(self, port: int, log: Path, users: Sequence[Mapping[str, Any]], token_s: int = 3600) -> None:
        self.url = f"http://127.0.0.1:{port}"
        told = [word for user in users for word in ("--user-claims", json.dumps(user))]
        words = ["--port", str(port), "--token-max-age", str(token_s), *told]
        with log.open("ab") as said:
            self._process = attached([sys.executable, "-m", "oidc_provider_mock", *words], said, log.parent)
        deadline = time.monotonic() + 60
        while not self._answers():
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)

    def _answers(self) -> bool:
        try:
            with DIRECT.open(f"{self.url}/.well-known/openid-configuration", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def stop(self) -> None:
        try:
            end(self._process, 15)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, 9)
            self._process.wait()


def served(root: Path, port: int, folder: Path, settings: str, address: str = "127.0.0.1") -> Server:
    """Serve Moked as the front door would with these settings, on a port."""
    config = folder / "moked.toml"
    config.write_text(settings)
    told = {"MOKED_CONFIG": str(config), "MOKED_DATA": str(folder / "data")}
    how = serving(address, is_open=False, config=config, data=folder / "data")
    server = Server(root, port, folder / "log.txt", {**told, **how["environment"]}, how["flags"])
    server.start()
    return server


def sign_in(page: Page, sub: str) -> None:
    """Click through the sign-in as one of the provider's people."""
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=sub, exact=True).first.click()
    settle(page)
