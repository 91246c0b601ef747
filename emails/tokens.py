"""The colours of mails, light and dark; the contrast of each on its card is at least 5 to 1."""

LIGHT = {
    "page": "#f3f4f6",
    "card": "#ffffff",
    "soft": "#f7f8fa",
    "line": "#e4e6ea",
    "ink": "#171a21",
    "text": "#363c48",
    "muted": "#646c7a",
    "accent": "#3d4fc4",
    "on_accent": "#ffffff",
    "better": "#0b7285",
    "better_soft": "#e6f4f6",
    "breach": "#9b1230",
    "breach_soft": "#fdf1f3",
}
DARK = {
    "page": "#0f1115",
    "card": "#181b21",
    "soft": "#1f232b",
    "line": "#2c313b",
    "ink": "#f2f3f6",
    "text": "#d3d7de",
    "muted": "#9da5b3",
    "accent": "#a3aeff",
    "on_accent": "#171a21",
    "better": "#5fcad9",
    "better_soft": "#14292d",
    "breach": "#ff8b9b",
    "breach_soft": "#33191f",
}
