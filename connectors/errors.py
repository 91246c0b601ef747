"""The three ways a source can fail, named by what happens next."""


class ConnectorError(Exception):
    """A source failed; the message is one sentence for people, without any customer's words."""


class Unavailable(ConnectorError):  # noqa: N818 (named by what happens next)
    """Try again later: after `retry_after_s` seconds where the source says so."""

    def __init__(self, sentence: str, retry_after_s: float | None = None) -> None:
        super().__init__(sentence)
        self.retry_after_s = retry_after_s


class Refused(ConnectorError):  # noqa: N818
    """Do not try again before a person has acted: a setting, a mapping or a permission is wrong."""


class BadRecord(ConnectorError):  # noqa: N818
    """Set one record or one file aside with this reason, count it and go on."""
