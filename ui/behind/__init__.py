"""The contacts behind a figure: which rows it is about, and which of them it counts."""

from ui.behind.figures import Behind, Said, figure_behind, figures
from ui.behind.known import checked, named
from ui.behind.listing import EVERY_PAGE, ROWS_A_PAGE, Listing, listing, one

__all__ = [
    "EVERY_PAGE",
    "ROWS_A_PAGE",
    "Behind",
    "Listing",
    "Said",
    "checked",
    "figure_behind",
    "figures",
    "listing",
    "named",
    "one",
]
