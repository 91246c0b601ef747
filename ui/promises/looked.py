"""How far the parts look for what waits for somebody, whatever the period."""

from datetime import timedelta

LATELY, AHEAD = timedelta(30), timedelta(60)  # promises that fell due before, and that are to come
COMPLAINED = timedelta(90)  # with today thirteen weeks: complaints, and follow-ups by their due day
WEEKS = 13
