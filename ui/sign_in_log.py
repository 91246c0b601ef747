"""What Streamlit logs of signing in, less the words of providers: those may name people or repeat secrets."""

import logging
from typing import Final

# Where Streamlit speaks of sign-ins, and reads the cookies that come of them.
SPEAKERS: Final = (
    "streamlit.auth_util",
    "streamlit.web.server.starlette.starlette_auth_routes",
    "streamlit.web.server.starlette.starlette_websocket",
)
# The words by which OAuth 2.0, OpenID Connect and Authlib say what went wrong.
CODES: Final = frozenset(
    {
        *("access_denied", "account_selection_required", "bad_signature", "consent_required", "default"),
        *("expired_token", "interaction_required", "invalid_claim", "invalid_client", "invalid_grant"),
        *("invalid_request", "invalid_scope", "invalid_token", "login_required", "mismatching_state"),
        *("missing_claim", "missing_token", "server_error", "temporarily_unavailable"),
        *("unauthorized_client", "unsupported_grant_type", "unsupported_response_type"),
    }
)
UNSAID: Final = "…"


class Wordless(logging.Filter):
    """Keep Streamlit's own sentence, the kind of an error and its code: no trace, and no other word."""

    def filter(self, record: logging.LogRecord) -> bool:
        given = record.args if isinstance(record.args, tuple) else ()
        told = tuple(_told(each) for each in given)
        if record.exc_info and record.exc_info[1]:
            record.msg, told = f"{record.msg} (%s)", (*told, _told(record.exc_info[1]))
        record.args, record.exc_info, record.exc_text, record.stack_info = told, None, None, None
        return True


def apply() -> None:
    """Let nothing else be logged of signing in; once is enough."""
    for name in SPEAKERS:
        speaker = logging.getLogger(name)
        if not any(isinstance(each, Wordless) for each in speaker.filters):
            speaker.addFilter(Wordless())


def _told(value: object) -> object:
    if isinstance(value, int | float):
        return value
    if isinstance(value, BaseException):
        code = _told(getattr(value, "error", None))
        return type(value).__name__ if code == UNSAID else f"{type(value).__name__}: {code}"
    return value if isinstance(value, str) and value in CODES else UNSAID
