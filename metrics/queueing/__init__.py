"""The mathematics of queues: what customers meet with n agents, how many are needed, when a backlog is gone.

Pure functions of numbers: rates per second, seconds, whole agents.
"""

from metrics.queueing.backlog import Clearing, time_to_clear
from metrics.queueing.erlang import Demand, Service, erlang_a, erlang_b, erlang_c
from metrics.queueing.staffing import Goal, agents_for, agents_needed, on_the_roster

__all__ = [
    "Clearing",
    "Demand",
    "Goal",
    "Service",
    "agents_for",
    "agents_needed",
    "erlang_a",
    "erlang_b",
    "erlang_c",
    "on_the_roster",
    "time_to_clear",
]
