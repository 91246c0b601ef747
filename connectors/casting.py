"""Cast one column strictly to the type that our tables keep; what does not fit is null and named."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import polars as pl
from polars._typing import Ambiguous

from connectors.errors import Refused
from connectors.kinds import SHOWN_CHARACTERS, column_kind
from connectors.written import PLAIN, Written
from language import _
from store.schema import Dtype

INSTANT_TEXT = r"^\s*(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?\s*$"
DAY_TEXT = r"^\s*(\d{4}-\d\d-\d\d)(?:[T ]\d\d:\d\d.*)?$"
EARLIEST, LATEST = pl.datetime(1970, 1, 1, time_zone="UTC"), pl.datetime(2200, 1, 1, time_zone="UTC")
MILLISECONDS = 1000
DAYS_IN_REACH = 400 * 365
PER_DAY = {"d": 1, "ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}


@dataclass(frozen=True)
class Cast:
    """A cast column and, where a value did not fit, the sentence that says so (else null).

    `later` is the second pass of an instant in the hour that the clock repeats, else null.
    """

    values: pl.Series
    faults: pl.Series
    later: pl.Series | None = None


def cast(column: pl.Series, dtype: Dtype, zone: str, written: Written = PLAIN) -> Cast:
    """Cast a column to text, whole number, real number or instant; naive instants are local to `zone`."""
    if isinstance(column.dtype, pl.Null):
        return Cast(pl.Series(column.name, [None] * len(column), dtype=dtype), _no_faults(column))
    if dtype == pl.String:
        return Cast(_text(column), _no_faults(column))
    if dtype == pl.Int64:
        return _checked(column, _whole(column, written), _("is not a whole number"))
    if dtype == pl.Float64:
        return _checked(column, _real(column, written), _("is not a number"))
    return _instants(column, zone)


def milliseconds(column: pl.Series, written: Written = PLAIN) -> Cast:
    """Turn seconds into whole milliseconds, half to even, exactly where the seconds are decimal."""
    seconds = column.alias(column.name.removesuffix("_s") + "_ms")
    if isinstance(seconds.dtype, pl.Null):
        return Cast(seconds.cast(pl.Int64), _no_faults(column))
    exact = _decimal(seconds, written) if seconds.dtype == pl.String else seconds
    _need(exact.dtype.is_numeric(), column, _("a number of seconds; epoch(…) makes one of a span of time"))
    scaled = exact.to_frame().select((pl.first() * MILLISECONDS).round(0, mode="half_to_even"))
    return _checked(column, scaled.to_series().cast(pl.Int64, strict=False), _("is not a number"))


def days(column: pl.Series, zone: str) -> Cast:
    """Write days as text, as in 2026-03-15; an instant is the day that it falls on in `zone`."""
    if isinstance(column.dtype, pl.Null):
        return Cast(pl.Series(column.name, [None] * len(column), dtype=pl.String), _no_faults(column))
    if column.dtype == pl.String:
        found = column.to_frame().select(
            pl.first().str.extract(DAY_TEXT).str.to_date("%Y-%m-%d", strict=False)
        )
    else:
        _need(isinstance(column.dtype, pl.Date | pl.Datetime), column, _("a date"))
        given = _within_reach(column)
        is_aware = getattr(column.dtype, "time_zone", None) is not None
        found = (given.dt.convert_time_zone(zone) if is_aware else given).dt.date().to_frame()
    text = pl.when(pl.first().dt.year().is_between(1, 9999)).then(pl.first().dt.strftime("%Y-%m-%d"))
    return _checked(
        column, found.select(text.alias(column.name)).to_series(), _("is not a date, as 2026-03-15")
    )


def shown(value: pl.Expr) -> pl.Expr:
    """A value as text between single quotes, as `kinds.quoted` writes it."""
    text = value.cast(pl.String, strict=False).fill_null("?").str.replace_all("'", "’", literal=True)
    cut = pl.when(text.str.len_chars() > SHOWN_CHARACTERS)
    return pl.concat_str(
        pl.lit("'"), cut.then(text.str.slice(0, SHOWN_CHARACTERS) + pl.lit("…")).otherwise(text), pl.lit("'")
    )


def _checked(column: pl.Series, values: pl.Series, complaint: str, said: pl.Series | None = None) -> Cast:
    given = column.is_not_null() & _filled(column)
    sentence = pl.concat_str(pl.lit(f"{column.name}: "), shown(pl.col("given")), pl.lit(f" {complaint}"))
    frame = pl.DataFrame({"given": column if said is None else said, "bad": given & values.is_null()})
    faults = frame.select(pl.when("bad").then(sentence).otherwise(None).alias("fault")).to_series()
    return Cast(values, faults)


def _filled(column: pl.Series) -> pl.Series:
    if column.dtype == pl.String:
        return column.str.strip_chars().str.len_bytes() > 0
    return pl.Series([True]).new_from_index(0, len(column))


def _no_faults(column: pl.Series) -> pl.Series:
    return pl.Series("fault", [None], dtype=pl.String).new_from_index(0, len(column))


def _text(column: pl.Series) -> pl.Series:
    _need(not column.dtype.is_nested(), column, _("text; to_json(…) makes one of a list or a struct"))
    if column.dtype.is_float():
        whole = column.cast(pl.Int64, strict=False)
        text = pl.when(pl.col("whole") == pl.col("real")).then(pl.col("whole").cast(pl.String))
        frame = pl.DataFrame({"whole": whole, "real": column})
        return frame.select(text.otherwise(pl.col("real").cast(pl.String)).alias(column.name)).to_series()
    text_column = column.cast(pl.String)
    return text_column.set(text_column.str.strip_chars() == "", None)


def _decimal(column: pl.Series, written: Written) -> pl.Series:
    return column.to_frame().select(written.real().cast(pl.Decimal(38, 9), strict=False)).to_series()


def _whole(column: pl.Series, written: Written) -> pl.Series:
    if column.dtype == pl.String:
        return column.to_frame().select(written.whole().cast(pl.Int64, strict=False)).to_series()
    _need(column.dtype.is_numeric() or column.dtype == pl.Boolean, column, _("a whole number"))
    whole = column.cast(pl.Int64, strict=False)
    if column.dtype.is_integer() or column.dtype == pl.Boolean:
        return whole
    return whole.set(whole.cast(pl.Float64) != column.cast(pl.Float64), None)


def _real(column: pl.Series, written: Written) -> pl.Series:
    if column.dtype == pl.String:
        return _decimal(column, written).cast(pl.Float64)
    _need(column.dtype.is_numeric(), column, _("a number"))
    real = column.cast(pl.Float64, strict=False)
    return real.set(~real.is_finite(), None)


def _instants(column: pl.Series, zone: str) -> Cast:
    readers: dict[type[pl.DataType], Callable[[pl.Series, str], pl.DataFrame]] = {
        pl.String: _written_instants,
        pl.Datetime: _clock_instants,
        pl.Date: _clock_instants,
    }
    reader = next((read for dtype, read in readers.items() if isinstance(column.dtype, dtype)), None)
    if reader is None:
        raise Refused(_wrong_type(column, _("a date and time; to_timestamp(…) makes one of a number")))
    given = column if column.dtype == pl.String else _within_reach(column)
    instants = reader(given, zone)
    plausible = instants.select(
        pl.when(pl.col("once").is_between(EARLIEST, LATEST, closed="left")).then("once").alias(column.name)
    )
    complaint = _("is not a date and time on the clock of {zone}").format(zone=zone)
    checked = _checked(column, plausible.to_series(), complaint, said=given)
    return replace(checked, later=instants["again"])


def _within_reach(column: pl.Series) -> pl.Series:
    # TRICKY: DuckDB's infinity, and years beyond 9999, make Polars panic when it writes or shifts them.
    days = column.to_physical() // PER_DAY.get(getattr(column.dtype, "time_unit", "d"), 1)
    return column.set(~days.is_between(-DAYS_IN_REACH, DAYS_IN_REACH), None)


def _clock_instants(column: pl.Series, zone: str) -> pl.DataFrame:
    """Read wall-clock times as UTC: the first pass and, of an hour that comes twice, the second.

    An hour that is skipped is null.
    """
    stamps = column.cast(pl.Datetime("us", getattr(column.dtype, "time_zone", None))).alias("once")
    if stamps.dtype != pl.Datetime("us", None):
        once = stamps.dt.convert_time_zone("UTC")
        return pl.DataFrame([once, once.clear(len(once)).alias("again")])
    passes: dict[str, Ambiguous] = {"once": "earliest", "again": "latest"}
    both = stamps.to_frame().select(
        pl.first()
        .dt.replace_time_zone(zone, ambiguous=which, non_existent="null")
        .dt.convert_time_zone("UTC")
        .alias(name)
        for name, which in passes.items()
    )
    return both.with_columns(pl.when(pl.col("again") != pl.col("once")).then("again").alias("again"))


def _written_instants(column: pl.Series, zone: str) -> pl.DataFrame:
    parts = column.str.extract_groups(INSTANT_TEXT).struct.unnest()
    parts.columns = ["day", "minute", "second", "offset"]
    clock = pl.concat_str(
        "day", pl.lit(" "), pl.col("minute").fill_null("00:00"), pl.col("second").fill_null(":00")
    )
    naive = parts.select(clock.str.to_datetime("%Y-%m-%d %H:%M:%S%.f", time_unit="us", strict=False))
    offset = pl.col("offset").str.replace(":", "").str.replace("Z", "+0000")
    minutes = offset.str.slice(1, 2).cast(pl.Int64) * 60 + offset.str.slice(3, 2).cast(pl.Int64)
    signed = pl.when(offset.str.starts_with("-")).then(-minutes).otherwise(minutes)
    stamps = parts.with_columns(naive.to_series().alias("clock"), signed.alias("ahead"))
    local = _clock_instants(stamps["clock"], zone)
    aware = (pl.col("clock") - pl.duration(minutes="ahead")).dt.replace_time_zone("UTC")
    is_local = pl.col("ahead").is_null()
    return stamps.hstack(local).select(
        pl.when(is_local).then("once").otherwise(aware).alias("once"),
        pl.when(is_local).then("again").alias("again"),
    )


def _need(holds: bool, column: pl.Series, wanted: str) -> None:
    if not holds:
        raise Refused(_wrong_type(column, wanted))


def _wrong_type(column: pl.Series, wanted: str) -> str:
    sentence = _("The column {name} holds {kind}, but each value has to be {wanted}.")
    return sentence.format(name=column.name, kind=column_kind(column.dtype), wanted=wanted)
