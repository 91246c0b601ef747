"""The figures of the menu: they count contacts, each with its way through the menu."""

from functools import partial

import polars as pl

from language import marked
from metrics import menu
from ui.behind import nouns
from ui.behind.shape import Behind, Said

MENU = partial(Behind, frame="traced", anchor="started", why="path")
BY_PATH = menu.MENU & pl.col("is_opt_out").is_not_null()
EXITED = pl.col("menu_outcome") == "exited"
TROUBLE = pl.any_horizontal(
    flag.fill_null(value=False)
    for flag in (EXITED, *(pl.col(f"is_{name}") for name in ("looping", "opt_out", "misroute")))
)
NOT = marked("Others")

OF_MENU: dict[str, Behind] = {
    "menu_time_median": MENU(
        menu.MENU & pl.col("menu_ms").is_not_null(),
        longest=True,
        measure=pl.col("menu_ms"),
        order=marked("Longest in the menu first"),
        said=Said(nouns.in_menu),
    ),
    "menu_opt_out_rate": MENU(
        BY_PATH,
        pl.col("is_opt_out"),
        marked("Asked for a person"),
        NOT,
        said=Said(nouns.in_menu, marked("asked for a person")),
    ),
    "menu_loop_rate": MENU(
        BY_PATH,
        pl.col("is_looping"),
        marked("Went in circles"),
        NOT,
        said=Said(nouns.in_menu, marked("went in circles")),
    ),
    "containment_rate": MENU(
        pl.col("is_contained").is_not_null(),
        pl.col("is_contained"),
        marked("Done in the menu"),
        NOT,
        said=Said(nouns.of_known_in_menu, marked("done there and not back within 7 days"), marked("others")),
    ),
    "menu_hang_up_rate": MENU(
        menu.MENU,
        EXITED,
        marked("Hung up"),
        NOT,
        said=Said(nouns.in_menu, marked("hung up in it")),
    ),
    "menu_trouble_rate": MENU(
        BY_PATH,
        TROUBLE,
        marked("In trouble"),
        NOT,
        said=Said(nouns.in_menu, marked("ran into trouble"), marked("others")),
    ),
    "menu_hang_ups": MENU(
        menu.MENU & EXITED,
        longest=True,
        measure=pl.col("menu_ms"),
        order=marked("Longest in the menu first"),
        said=Said(nouns.hung_up),
    ),
}
