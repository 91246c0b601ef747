"""Why a message did not go out: what may pass, what will not, and what nobody knows."""


class DeliveryError(Exception):
    """Say in one sentence why a message did not go out."""


class UnavailableError(DeliveryError):
    """It may go out later. `is_whole`: nor does anything else by this server; retry_after_s: its wish."""

    def __init__(self, sentence: str, *, is_whole: bool = True, retry_after_s: float | None = None) -> None:
        super().__init__(sentence)
        self.is_whole = is_whole
        self.retry_after_s = retry_after_s


class RefusedError(DeliveryError):
    """This message will not be taken as it is, however often it is tried."""


class UnsureError(DeliveryError):
    """It was handed over and nobody said whether it arrived; it must not be sent again."""
