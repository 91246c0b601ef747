"""Changes of process and actions as `query` lists them: what each is called, and its columns."""

import polars as pl

from language import marked
from metrics.metric import Metric
from metrics.ratio import NOTHING, figure

_WATCHED = ("metric", "cut", "place", "expected")
COLUMNS: dict[str, dict[str, pl.DataType]] = {
    "process_changes": {
        "id": pl.Int64(),
        "from": pl.Date(),
        **dict.fromkeys(("kind", "what", "owner", *_WATCHED), pl.String()),
        "is_before": pl.Boolean(),
        "compared_with": pl.String(),
        "weeks": pl.Int64(),
        **dict.fromkeys(("difference", "low", "high"), pl.Float64()),
        "placebos": pl.Int64(),
        **dict.fromkeys(("verdict", "said"), pl.String()),
    },
    "actions": {
        "id": pl.Int64(),
        **dict.fromkeys(("week", "due", "begun", "ended"), pl.Date()),
        **dict.fromkeys(("what", "owner", "team", *_WATCHED, "outcome", "state"), pl.String()),
        **dict.fromkeys(("difference", "low", "high"), pl.Float64()),
        "said": pl.String(),
    },
}
DONE: dict[str, Metric] = {
    "process_changes": Metric(
        id="process_changes",
        label=marked("Changes of process"),
        unit="ratio",
        definition=marked(
            "What was changed (menu, rota, script), and what came of it: the figure after its day against"
            " before, less what a comparison moved by. Only where chance chose the days is it an effect."
        ),
        numerator=marked("the difference in differences, of 1 or in seconds"),
        formula=lambda _of: figure(NOTHING),
    ),
    "actions": Metric(
        id="actions",
        label=marked("Actions"),
        unit="ratio",
        definition=marked(
            "What was decided in reviews, by whom and until when, and whether it worked: the figure that it"
            " was to move, after its day against before, less what a comparison moved by."
        ),
        numerator=marked("the difference in differences, of 1 or in seconds"),
        formula=lambda _of: figure(NOTHING),
    ),
}
