"""Colours of chart marks, light and dark, named by what they mean.

Charts are always drawn in the light colours. theme.py writes CSS that repaints each of them in the dark
appearance, so that a chart follows Streamlit's switch at once and no server has to guess the theme.
TRICKY: for that the light colours must differ from each other.
"""

CARD = "#FFFFFF"
TEXT = "#17202B"
SOFT = "#566070"
HAIR = "#EDF0F4"
ACCENT = "#3B62D9"
BETTER = "#0E7C86"
WORSE = "#C2570C"
BEFORE = "#A6AFBC"
TRACK = "#E9ECF1"
BAR = "#A9B7D6"

HEAT = (
    "#F3F4F6",
    "#FBE8D3",
    "#F9D3A9",
    "#F3B67B",
    "#E89552",
    "#D4752F",
    "#B6591B",
    "#914412",
    "#6A300E",
    "#45200C",
)
HEAT_DARK = (
    "#1B212A",
    "#33261B",
    "#4E3119",
    "#6E3F17",
    "#914F17",
    "#B4641F",
    "#D27E33",
    "#EA9C55",
    "#F8BF85",
    "#FDE3C3",
)
# Figures inside heat cells: on pale cells, on strong ones.
INK_ON_PALE = "#2B1A0E"
INK_ON_STRONG = "#FFFDFA"

DARK: dict[str, str] = {
    CARD: "#171C24",
    TEXT: "#E7EBF1",
    SOFT: "#A3ADBC",
    HAIR: "#222934",
    ACCENT: "#7FA0FF",
    BETTER: "#3FB9C0",
    WORSE: "#F0964A",
    BEFORE: "#5E6979",
    TRACK: "#29313C",
    BAR: "#4A5D8C",
    INK_ON_PALE: "#F6E9DC",
    INK_ON_STRONG: "#1A1208",
    **dict(zip(HEAT, HEAT_DARK, strict=True)),
}


def rgb(colour: str) -> str:
    """The way a browser writes a colour in a style attribute."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"
