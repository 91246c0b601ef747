"""To whom the web app is served, and with which sign-in."""

import json
import stat
import tomllib
from pathlib import Path

import pytest

from settings import SettingsError, load
from settings.access import Access
from settings.serving import main, serving
from tests.set_down import written

OIDC = """
[site]
address = "https://moked.example.com/"
[access]
sign_in = "oidc"
[access.oidc]
metadata = "https://login.example.com/.well-known/openid-configuration"
client_id = "moked"
client_secret = "a \\\\ secret \\" with quotes"
"""
PROXY = """
[access]
sign_in = "proxy"
[access.proxy]
addresses = ["10.0.0.5"]
account_header = "X-Auth-Email"
"""


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def tell(text: str) -> None:
        monkeypatch.setenv("MOKED_CONFIG", str(written(tmp_path, text)))

    return tell


def test_without_sign_in_only_this_machine_is_served(told):
    told("")

    assert serving("127.0.0.1", is_open=False) == {
        "environment": {
            "MOKED_SIGN_IN": "",
            "MOKED_OPEN": "",
            "MOKED_ACCESS": Access().model_dump_json(),
            "FORWARDED_ALLOW_IPS": "",
        },
        "flags": [
            *("--server.allowedHosts", "localhost"),
            *("--server.allowedHosts", "127.0.0.1"),
            *("--server.allowedHosts", "::1"),
        ],
    }


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.168.1.5", "127.0.0.1.example.com"])
def test_another_address_without_sign_in_is_refused_with_the_reason(told, address):
    told("")

    with pytest.raises(SettingsError, match=f"Moked is not served at {address}: without sign-in"):
        serving(address, is_open=False)


def test_one_flag_overrides_it(told):
    told("")

    assert serving("0.0.0.0", is_open=True)["environment"]["MOKED_OPEN"] == "1"


def test_settings_that_cannot_be_read_open_nothing(told):
    told("site = 5")

    assert serving("127.0.0.1", is_open=True)["environment"]["MOKED_OPEN"] == ""
    with pytest.raises(SettingsError, match="site = 5 is not allowed"):
        serving("0.0.0.0", is_open=True)


def test_streamlit_is_told_of_the_provider_in_a_file_of_ours_alone(told, tmp_path):
    told(OIDC)
    given = serving("0.0.0.0", is_open=False)
    flag, path, *hosts = given["flags"]
    auth = tomllib.loads(Path(path).read_text())["auth"]

    assert given["environment"]["MOKED_SIGN_IN"] == "oidc"
    assert flag == "--secrets.files"
    assert stat.S_IMODE(Path(path).stat().st_mode) == 0o600
    assert auth["redirect_uri"] == "https://moked.example.com/oauth2callback"
    assert auth["client_secret"] == 'a \\ secret " with quotes'
    assert "moked.example.com" in hosts
    assert "quotes" not in json.dumps(given)
    assert Access.model_validate_json(given["environment"]["MOKED_ACCESS"]).longest_hours == 12


def test_a_new_start_signs_nobody_out(told):
    told(OIDC)
    path = Path(serving("127.0.0.1", is_open=False)["flags"][1])
    first = tomllib.loads(path.read_text())["auth"]["cookie_secret"]
    serving("127.0.0.1", is_open=False)

    assert tomllib.loads(path.read_text())["auth"]["cookie_secret"] == first
    assert len(first) == 64


def test_streamlit_is_told_which_headers_the_proxy_sets(told):
    told(PROXY)
    given = serving("0.0.0.0", is_open=False)

    assert given["environment"]["MOKED_SIGN_IN"] == "proxy"
    assert given["flags"] == ["--server.trustedUserHeaders", '{"X-Auth-Email": "moked_account"}']


def test_the_front_door_gets_one_line_or_a_sentence(told, capsys):
    told("")

    assert main(["127.0.0.1"]) == 0
    assert json.loads(capsys.readouterr().out)["environment"]["MOKED_OPEN"] == ""
    assert main(["0.0.0.0"]) == 2
    assert capsys.readouterr().err.startswith("Moked is not served at 0.0.0.0")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('[access]\nsign_in = "oidc"', r'sign_in = "oidc" needs the section \[access.oidc\]'),
        (OIDC.replace('address = "https://moked.example.com/"', ""), r"needs \[site\] `address`"),
        (OIDC.replace("https://login", "http://login"), "an address with https is needed"),
        (f'{OIDC}role_claim = "roles"', r"\[access.roles\] is needed"),
        (PROXY.replace('"10.0.0.5"', ""), "access.proxy.addresses"),
        (PROXY.replace("10.0.0.5", "everywhere"), "an address of the network is needed"),
        (PROXY.replace("X-Auth-Email", "Host"), "a header that only your proxy sets"),
        (PROXY.replace("X-Auth-Email", "X-Forwarded-For"), "a header that only your proxy sets"),
        (f'{PROXY}[access.roles]\nadmin = ["a"]\nlead = ["a"]', "gives 'a' to two roles"),
    ],
    ids=[
        *("no provider", "nowhere to be led back", "read on the way", "no roles", "no proxy", "any address"),
        *("a header of browsers", "a header of other proxies", "a value of two roles"),
    ],
)
def test_a_sign_in_that_could_not_hold_is_refused(told, text, why):
    told(text)

    with pytest.raises(SettingsError, match=why):
        load()


def test_no_error_repeats_what_moked_is_at_its_provider(told):
    told(OIDC.replace('client_id = "moked"', "client_id = 517"))

    with pytest.raises(SettingsError, match="client_id = … is not allowed"):
        load()
