"""Bottlenecks: what needs help now and why, what was done about it, what it cost, and how loud it is."""

from ui import page as pages
from ui import session
from ui.bottlenecks import page as bottlenecks

bottlenecks.show(pages.opened("bottlenecks", session.require("bottlenecks"), is_of_history=False))
