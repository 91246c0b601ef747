"""Score customers at risk from evidence, without labels: points, and the reasons with the rows behind them.

Definitions: DEFINITIONS.md 9. Nothing here reads a store or a clock: `store.risk_facts` gathers what was
known at an instant, and everything is computed as of that instant. One person is one row, across sources.

The frames, in the order in which they are made; instants are UTC microseconds, `as_of` is one of them:

`Grounds` (metrics/risk/grounds.py): what was known, a frame each of customers, contacts, texts, promises,
surveys and events, every row with its person.

facts: a row per person and evidence that holds, in no order.
    person    String         the smallest customer_id of the person
    evidence  String         a key of EVIDENCE
    at        Datetime       when the newest of its rows showed it: from there it fades by its half-life
    n         Int64          how many rows show it
    ids       List(String)   those rows, the oldest first: ids of the table that EVIDENCE[key].rows names

people: a row per person who has not left, those of whom nothing speaks included.
    person    String
    value     Float64        annual value, null where no record tells it
    unknown   List(String)   the keys of evidence of which nobody can tell whether it holds, as in EVIDENCE

scores: people with their points, the first to call on top: points, then value, then person.
    rank      Int64          1 is the first
    person    String
    points    Float64        tenths of a point; the sum of the families
    value     Float64
    leaving, trouble, effort, feeling, contract, strength   Float64   the points of each family
    reasons   List(Struct)   at most three, the largest first: evidence, points (what it adds), at, n, ids;
                             only what raises the points is a reason
    unknown   List(String)

Points are no probability: without labels nobody knows one.
"""

from metrics.risk.evidence import EVIDENCE, FAMILIES, Evidence, weighed

__all__ = ["EVIDENCE", "FAMILIES", "Evidence", "weighed"]
