from hypothesis import given, settings
from hypothesis import strategies as st

from tests.metrics.walks import caller, many
from tests.ui.menus import ASK, centre, walked
from ui.bars import pieces
from ui.menu import tree

any_path = st.lists(st.sampled_from(["a", "b", "c", "d", "back", "agent"]), min_size=1, max_size=7).map(
    ">".join
)
any_walk = st.lists(st.tuples(any_path, st.sampled_from(["queued", "exited", "completed"])), max_size=20)


def seen(of):
    return [(row.depth, row.name, row.contacts, row.in_trouble, row.done) for row in tree.rows(of)]


def test_the_tree_goes_from_each_branch_to_its_ends_the_worst_first():
    assert seen(centre()) == [
        (1, "Billing", 51, 41, 0),
        (2, "Refund", 51, 41, 0),
        (1, "Asked for a person at once", 31, 31, 0),
        (1, "Orders", 150, 0, 50),
        (2, "Late", 100, 0, 0),
        (2, "Where", 50, 0, 50),
    ]


def test_a_place_tells_what_is_the_matter_with_it():
    notes = {row.name: row.note for row in tree.rows(centre())}

    assert notes["Refund"] == "40 hung up"
    assert notes["Orders"] == "turned back 3 times; 1 caller went in circles"
    assert notes["Late"] == ""


def test_who_got_no_further_than_a_branch_is_a_line_of_its_own():
    rows = seen(walked(caller("a>b"), *many(2, "a", "exited"), caller("c>back", "exited")))

    assert rows == [
        (1, "A", 3, 2, 0),
        (2, "B", 1, 0, 0),
        (2, "No further than here", 2, 2, 0),
        (1, "C", 0, 0, 0),
        (1, "Went back, and no further", 1, 1, 0),
    ]


def test_what_is_too_small_to_be_drawn_is_summed():
    rows = seen(walked(*(one for n in range(9) for one in many(n + 1, f"k{n}"))))

    assert len(rows) == 9
    assert rows[-1] == (1, "1 smaller option", 1, 0, 0)


@settings(max_examples=60, deadline=None)
@given(any_walk)
def test_the_lines_of_each_level_add_up_to_the_one_above(drawn):
    rows = tree.rows(walked(*(caller(path, end, str(at)) for at, (path, end) in enumerate(drawn))))

    assert sum(row.contacts for row in rows if row.depth == 1) == len(drawn)
    for at, row in enumerate(rows):
        below = [one for one in rows[at + 1 : _until(rows, at)] if one.depth == row.depth + 1]
        if below:
            assert row.contacts == sum(one.contacts for one in below)
            assert row.in_trouble == sum(one.in_trouble for one in below)
            assert row.done == sum(one.done for one in below)


def _until(rows, at):
    """Where the lines below one end."""
    return next((n for n in range(at + 1, len(rows)) if rows[n].depth <= rows[at].depth), len(rows))


def test_it_is_drawn_with_its_callers_and_the_share_in_trouble():
    drawn = tree.drawn(centre(), ASK)

    for said in ("Billing", "Refund", "51", "80\u00a0%", "place d2"):
        assert said in drawn
    assert ">billing" not in drawn


def test_each_line_opens_its_contacts_where_they_can_be_told_from_others():
    of = walked(caller("a>b"), *many(2, "a", "exited"), caller("c>back", "exited"))

    assert [dict(row.opens) for row in tree.rows(of)] == [
        {"menu_place": "a"},
        {"menu_place": "a>b"},
        {"menu_way": "a"},
        {"menu_place": "c"},
        {"menu_way": "none"},
    ]
    drawn = tree.drawn(of, ASK)
    assert 'figure=menu_trouble_rate&amp;menu_place=a%3Eb"' in drawn
    assert "part=yes" not in drawn  # too few to judge
    assert "menu_place=c" not in drawn  # nobody's way ended there or further on


def test_what_is_too_small_opens_nothing():
    of = walked(*(one for n in range(9) for one in many(n + 1, f"k{n}")))

    assert tree.rows(of)[-1].opens == ()


def test_a_share_of_too_few_is_not_judged():
    assert "–" in tree.drawn(walked(*many(29, "a", "exited")), ASK)
    assert "100\u00a0%" in tree.drawn(walked(*many(30, "a", "exited")), ASK)


def test_the_parts_of_a_bar_stand_one_after_another():
    assert pieces({"worse": 1, "rest": 0, "better": 3}, 8) == (
        '<span class="bul pieces" aria-hidden="true">'
        '<i class="worse" style="inset-inline-start:0.00%;width:12.50%"></i>'
        '<i class="better" style="inset-inline-start:12.50%;width:37.50%"></i></span>'
    )
    assert pieces({"worse": 1}, 0) == ""
