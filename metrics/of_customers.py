"""The metrics that count customers, or what happens to them, and not contacts."""

from metrics.good_reasons.told import GOOD
from metrics.metric import Metric
from metrics.money.told import STAYED, VALUE
from metrics.prevention.told import PREVENTED
from metrics.quality.told import QUALITY
from metrics.risk_model.worth import WORTH

OF_CUSTOMERS: dict[str, Metric] = {**PREVENTED, **QUALITY, **STAYED, **VALUE, **WORTH, **GOOD}
