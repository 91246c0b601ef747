"""What the web app is started with: to whom it is served, and how people sign in.

The front door runs this as `python -m settings.serving ADDRESS [open]` once everything is installed, and gets
one line of JSON: the environment and the words for Streamlit's command line.
"""

import json
import secrets
import sys
from collections.abc import Sequence
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Final

from language import _
from settings import owned
from settings.access import LOOPBACK_NAMES, Oidc, Proxy
from settings.addresses import split
from settings.errors import SettingsError
from settings.reading import load
from settings.whole import Settings

KEPT: Final = "sign-in"  # the folder for what signs cookies and speaks to the provider; for its owner only
SHORTEST_SECRET: Final = 32


def main(words: Sequence[str]) -> int:
    """Print how to serve; give 2, with a sentence, where it is refused."""
    address, *more = words
    try:
        told = serving(address, is_open="open" in more)
    except SettingsError as why:
        print(why, file=sys.stderr)
        return 2
    print(json.dumps(told))
    return 0


def serving(
    address: str, *, is_open: bool, config: Path | None = None, data: Path | None = None
) -> dict[str, Any]:
    """Give `environment` and `flags` for the web app at an address.

    Settings that cannot be read are left for the pages to say, on this machine only. Raises SettingsError
    where other machines would reach what has no sign-in.
    """
    try:
        settings = load(config, data)
    except SettingsError:
        if not is_loopback(address):
            raise
        return _told({"MOKED_SIGN_IN": "", "MOKED_OPEN": "", "MOKED_ACCESS": ""}, _hosts(LOOPBACK_NAMES))
    access = settings.access
    if access.sign_in is None and not is_loopback(address) and not is_open:
        raise SettingsError(_refusal(address))
    way = {
        "MOKED_SIGN_IN": access.sign_in or "",
        "MOKED_OPEN": "1" if is_open else "",
        "MOKED_ACCESS": access.without_secrets().model_dump_json(),
    }
    if access.sign_in == "oidc" and access.oidc is not None:
        return _told(way, ["--secrets.files", str(_written(settings, access.oidc)), *_named(settings)])
    if access.sign_in == "proxy" and access.proxy is not None:
        return _told(way, ["--server.trustedUserHeaders", _trusted(access.proxy), *_named(settings)])
    return _told(way, [] if is_open else _hosts(LOOPBACK_NAMES))


def is_loopback(address: str) -> bool:
    """Tell whether an address to serve at is this machine's own."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def _refusal(address: str) -> str:
    sentence = _(
        "Moked is not served at {address}: without sign-in everybody who reaches it would see customers and"
        " agents. Set [access] `sign_in` in moked.toml, or leave --address out to serve this machine only."
        " --open-to-everybody does it all the same."
    )
    return sentence.format(address=address)


def _told(environment: dict[str, str], flags: list[str]) -> dict[str, Any]:
    # A request comes from who sent it: uvicorn is to believe no header that says otherwise.
    return {"environment": {**environment, "FORWARDED_ALLOW_IPS": ""}, "flags": flags}


def _named(settings: Settings) -> list[str]:
    """Let only requests in that ask for Moked by its own name: another may be a trick of another page."""
    parts = split(settings.site.address) if settings.site.address else None
    return _hosts([*LOOPBACK_NAMES, parts.hostname]) if parts and parts.hostname else []


def _hosts(names: Sequence[str]) -> list[str]:
    return [word for name in names for word in ("--server.allowedHosts", name)]


def _trusted(proxy: Proxy) -> str:
    """Say under which names Streamlit keeps what the proxy's headers say: those of ui/served.py."""
    return json.dumps({header: f"moked_{what}" for what, header in proxy.headers.items()})


def _written(settings: Settings, oidc: Oidc) -> Path:
    """Write what Streamlit reads of the provider, for its owner's eyes only; give its path."""
    folder = settings.data / KEPT
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    told = {
        "redirect_uri": f"{str(settings.site.address).rstrip('/')}/oauth2callback",
        "cookie_secret": _cookie_secret(folder / "cookies"),
        "client_id": oidc.client_id,
        "client_secret": oidc.client_secret,
        "server_metadata_url": oidc.metadata,
    }
    lines = [f"{key} = {json.dumps(str(value), ensure_ascii=False)}" for key, value in told.items()]
    scope = json.dumps(oidc.scope, ensure_ascii=False)
    text = "\n".join(["[auth]", *lines, "[auth.client_kwargs]", f"scope = {scope}", ""])
    owned.write(folder / "provider.toml", text)
    return folder / "provider.toml"


def _cookie_secret(path: Path) -> str:
    """What cookies are signed with: made once, so that a restart signs nobody out."""
    found = path.read_text("utf-8").strip() if path.is_file() else ""
    if len(found) >= SHORTEST_SECRET:
        return found
    made = secrets.token_hex(32)
    owned.write(path, made)
    return made


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
