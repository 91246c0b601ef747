import datetime as dt

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.causes import FIELDS, attributed, causes
from metrics.centre import Centre
from metrics.mending import to_mend
from metrics.menu import Menu, walked
from metrics.routes import RULES, routed
from metrics.routing import FORMULAS, MINUTES, costs, expression, matrix
from metrics.usual import usual_waits, with_net_wait
from metrics.wrong_desks import SPLITS, SUMS, flow_outs, folded, moves, split, total, with_field, with_segment
from tests.metrics.routing_rows import RECORD, contact_of, gathered, leg
from tests.metrics.rows import NOON

quick = settings(max_examples=25, deadline=None)
CENTRE = Centre(
    owners={"Refund": ["B"], "Invoice": ["A"]},
    escalations=[("B", "C", None), ("A", "C", "Refund")],
    serves={"A": {"language": ["he"], "segment": ["private"]}, "B": {"segment": ["business"]}},
)
RECORDS = pl.LazyFrame(
    [
        ("ann", NOON, "A", "he", "private", None),
        ("ben", NOON, "B", None, "business", "Lines"),
        ("eve", NOON + dt.timedelta(days=9), None, "ru", None, None),
    ],
    schema=RECORD,
    orient="row",
)

any_leg = st.builds(
    leg,
    st.sampled_from(["A", "B", "C", None]),
    st.none() | st.integers(0, 400),
    st.none() | st.integers(0, 400),
    ended_by=st.sampled_from([None, "customer", "agent", "transfer_blind", "transfer_consult", "system"]),
    disposition=st.sampled_from([None, "Wrong department", "Sold"]),
)
abouts = st.fixed_dictionaries(
    {
        "topic": st.sampled_from([None, "Refund", "Invoice", "Other"]),
        "customer_id": st.sampled_from([None, "ann", "ben", "eve"]),
        "language": st.sampled_from([None, "he", "ru"]),
        "menu_path": st.sampled_from([None, "agent", "a>b", "a>back>c", "recognised"]),
        "menu_outcome": st.sampled_from([None, "queued", "exited"]),
        "days": st.integers(0, 20),
    }
)
drawn = st.lists(st.tuples(st.lists(any_leg, max_size=5), abouts), max_size=12)


def contacts(drawn, prefix="c"):
    return [
        contact_of(
            *legs,
            contact_id=f"{prefix}{n}",
            at=NOON + dt.timedelta(days=about["days"]),
            **{name: value for name, value in about.items() if name != "days"},
        )
        for n, (legs, about) in enumerate(drawn)
    ]


def judged(legs, asked, usual=None):
    rows = walked(routed(legs, asked, CENTRE, {"bank": ("talk",)}, ["bank"]), Menu())
    net = with_net_wait(rows, usual_waits(legs) if usual is None else usual)
    return attributed(net, RECORDS, CENTRE).sort("contact_id").collect()


def summed(rows):
    return [rows.select(expression(name)).item()["numerator"] for name in FORMULAS]


@quick
@given(drawn)
def test_the_matrix_its_sides_and_the_causes_add_up_to_the_whole(drawn):
    rows = judged(*gathered(*contacts(drawn)))

    table, answered = matrix(rows.lazy()), rows.filter("is_answered")
    whole = [answered.height, rows["is_misroute"].sum(), *(rows[name].sum() / 60_000 for name in MINUTES)]
    names = ["answered", "misroutes", *(name.replace("_ms", "_minutes") for name in MINUTES)]
    assert [round(table[name].sum(), 6) for name in names] == [round(each, 6) for each in whole]
    for queue in ("first_queue", "last_queue"):
        added = table.group_by(queue).agg(pl.col("answered", "misroutes").sum()).sort(queue)
        costly = costs(rows.lazy(), [queue]).select(queue, "answered", "misroutes").sort(queue)
        assert added.rows() == costly.rows()
    charged = causes(rows.lazy(), weeks=1)
    lost = rows.select(pl.col("extra_wait_ms", "wasted_handle_ms").sum()).sum_horizontal().item()
    assert rows["cause"].is_not_null().to_list() == rows["is_misroute"].to_list()
    assert charged["contacts"].sum() == rows["is_misroute"].sum()
    assert round(charged["minutes"].sum(), 6) == round(lost / 60_000, 6)
    assert charged["cause"].to_list().count("unknown") >= 1
    lie_within(rows)


def lie_within(rows):
    """Hold that wrong desks lie within transfers, and rules within wrong desks."""
    shown = pl.any_horizontal(pl.col(f"is_misroute_{rule}").fill_null(value=False) for rule in RULES)

    assert rows.filter(pl.col("is_transferred") & ~pl.col("is_answered")).is_empty()
    assert rows.filter(pl.col("is_misroute") & ~pl.col("is_transferred")).is_empty()
    assert rows.filter(shown & ~pl.col("is_misroute")).is_empty()
    assert rows.filter(shown != pl.col("is_misroute_shown")).is_empty()
    assert rows.filter(
        ~pl.col("is_misroute") & (pl.sum_horizontal("extra_wait_ms", "bounces") != 0)
    ).is_empty()


def apart(drawn):
    """Contacts as wrong desks are taken apart."""
    rows = judged(*gathered(*contacts(drawn))).lazy()
    return with_segment(with_field(rows.with_columns(topic_family="topic")), RECORDS).collect().lazy()


def rounded(sums):
    return {name: round(value, 6) for name, value in sums.items()}


@quick
@given(drawn, st.sampled_from(list(SPLITS)), st.integers(1, 3))
def test_whatever_wrong_desks_are_taken_apart_by_the_parts_add_up_to_the_whole(drawn, by, most):
    rows = apart(drawn)

    the_split_adds_up(rows, by)
    the_shown_matrix_adds_up(rows, most)
    the_moves_add_up(rows)
    each_customer_of_a_field_is_on_its_list(rows)


def the_split_adds_up(rows, by):
    table = split(rows, by)
    answered = rows.filter("is_answered").collect()
    whole = [answered.height, answered["is_misroute"].sum(), *(answered[ms].sum() / 60_000 for ms in MINUTES)]

    found = rounded(total(table))
    assert [found[name] for name in SUMS] == [round(each, 6) for each in whole]
    assert found["lost_minutes"] == round(whole[2] + whole[3], 6)
    assert table.select(SPLITS[by]).is_unique().all()


def the_shown_matrix_adds_up(rows, most):
    ways = split(rows, "way")
    shown = folded(ways, ("first_queue", "last_queue"), most)
    sums = pl.col("misroutes", "extra_wait_minutes", "wasted_handle_minutes", "lost_minutes").sum()
    whole = [rounded(ways.select(sums).row(0, named=True))]

    sides = [shown.group_by(side).agg(sums).drop(side) for side in ("first_queue", "last_queue")]
    assert [rounded(side.sum().row(0, named=True)) for side in sides] == whole * 2
    assert max(side.height for side in sides) <= most + 1


def the_moves_add_up(rows):
    table, every = moves(rows), rows.collect()
    moved = every.filter("is_transferred")

    assert table["times"].sum() == moved["queue_changes"].sum()
    assert table["times"].min() >= 0
    assert table["contacts"].max() <= moved.height <= table["contacts"].sum()
    assert flow_outs(rows)[0] == every["flow_outs"].sum()


def each_customer_of_a_field_is_on_its_list(rows):
    counted = dict(causes(rows, weeks=1).filter(cause="field").select("detail", "customers").rows())

    assert {name: to_mend(rows, name).height for name in FIELDS if to_mend(rows, name).height} == counted


@quick
@given(drawn, st.integers(0, 400), st.sampled_from(["A", "B", None]))
def test_a_contact_that_never_changed_queue_changes_no_minutes(drawn, wait, queue):
    many = contacts(drawn)
    usual = usual_waits(gathered(*many)[0])
    another = contact_of(leg(queue, wait, 60), contact_id="z", topic="Refund", customer_id="ann")

    before, after = (judged(*gathered(*some), usual) for some in (many, [*many, another]))
    assert before.select(pl.col(*MINUTES).sum()).rows() == after.select(pl.col(*MINUTES).sum()).rows()


@quick
@given(drawn, st.integers(0, 9))
def test_the_order_of_rows_does_not_matter(drawn, seed):
    legs, asked = gathered(*contacts(drawn))
    mixed = [rows.collect().sample(fraction=1, shuffle=True, seed=seed).lazy() for rows in (legs, asked)]

    assert judged(legs, asked).equals(judged(*mixed))


@quick
@given(drawn)
def test_twice_the_contacts_are_twice_the_sums(drawn):
    once, again = contacts(drawn), contacts(drawn, "d")
    usual = usual_waits(gathered(*once)[0])
    single, double = (judged(*gathered(*some), usual) for some in (once, [*once, *again]))

    assert [2 * each for each in summed(single)] == summed(double)


@quick
@given(drawn)
def test_one_leg_sums_up_like_several(drawn):
    alone = [(legs[:1], about) for legs, about in drawn if legs]
    with_an_empty_one = [([*legs, leg(None, 0, None, outcome="exited")], about) for legs, about in alone]
    names = [
        "is_answered",
        "first_queue",
        "last_queue",
        "resolving_queue",
        "extra_wait_ms",
        "is_misroute_topic",
    ]

    single, several = (judged(*gathered(*contacts(some))) for some in (alone, with_an_empty_one))
    assert single.select(names).equals(several.select(names))
