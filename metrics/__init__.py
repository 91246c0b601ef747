"""Compute what the numbers of a contact centre mean: pure Polars, no clock, no files.

`compute(frames, ["service_level", "asa"], by=["queue", "day"])` makes tables;
`visits.group_by("queue").agg(service_level(20), abandon_rate())` composes.
"""

from metrics.catalog import METRICS
from metrics.compute import Frames, compute
from metrics.metric import Metric
from metrics.periods import ALL, Period

service_level = METRICS["service_level"]
abandon_rate = METRICS["abandon_rate"]
asa = METRICS["asa"]
handle_time = METRICS["handle_time"]

__all__ = [
    "ALL",
    "METRICS",
    "Frames",
    "Metric",
    "Period",
    "abandon_rate",
    "asa",
    "compute",
    "handle_time",
    "service_level",
]
