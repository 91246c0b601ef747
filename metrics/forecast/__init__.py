"""What will come to each queue, slot by slot, how long it takes, and how good such forecasts were."""

from metrics.forecast.ahead import LEAST_DAYS, daily, days_of_data, forecast
from metrics.forecast.required import required
from metrics.forecast.score import scored
from metrics.forecast.slots import counted, grid

__all__ = ["LEAST_DAYS", "counted", "daily", "days_of_data", "forecast", "grid", "required", "scored"]
