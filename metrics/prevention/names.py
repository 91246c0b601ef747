"""Say in words what happens to customers."""

from language import _, marked
from metrics.prevention.episodes import PAGE

NAMES = {
    "order": marked("An order"),
    "invoice": marked("An invoice"),
    "payment_failed": marked("A failed payment"),
    "card_declined": marked("A declined card"),
    "delivery_late": marked("A late delivery"),
    PAGE: marked("A look at a page"),
}


def said(kind: str) -> str:
    """Name a kind of `episodes.kinds`: A declined card, A look at /help; a source's own as it is told."""
    if kind.startswith(f"{PAGE} "):
        return _("A look at {page}").format(page=kind.removeprefix(f"{PAGE} "))
    return _(NAMES[kind]) if kind in NAMES else kind.replace("_", " ").capitalize()
