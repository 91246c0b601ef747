"""Bottlenecks: what needs help now and why, what people did about it, what it cost, and how loud it is."""
