"""The tables of the state database for customers at risk: what was learnt of who leaves."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from store.outbox_models import Base  # with all tables so far

__all__ = ["Base", "RiskModel"]


class RiskModel(Base):
    """What was learnt of who leaves, from the tables as of one publication; nobody's name is in it.

    kind: what makes the list, and why (metrics.risk_model.chosen). versions: those of the tables read, as
    JSON. coefficients, calibration and backtest: as `metrics.risk_model.stored` writes them; recipe: its
    VERSION. until: up to when leaving was known. leavers: how many people left in the time learnt from.
    """

    __tablename__ = "risk_models"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    publication: Mapped[int]
    versions: Mapped[str]
    recipe: Mapped[int]
    until: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(12))
    why: Mapped[str] = mapped_column(String(12))
    leavers: Mapped[int]
    coefficients: Mapped[str]
    calibration: Mapped[str]
    backtest: Mapped[str]
