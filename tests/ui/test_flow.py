import pytest

from ui.charts.flow import Flow, flow

WAYS = [Flow("A", "B", 30, is_strong=True), Flow("A", "C", 10), Flow("B", "A", 20)]


def test_places_stand_in_two_columns_with_their_contacts() -> None:
    drawn = flow(WAYS).data[0]

    assert list(drawn.node.label) == ["A  40", "B  20", "B  30", "A  20", "C  10"]
    assert list(drawn.node.x) == [0.001, 0.001, 0.999, 0.999, 0.999]


def test_bands_go_from_where_contacts_began_to_where_they_ended() -> None:
    drawn = flow(WAYS).data[0]
    names = [label.split("  ")[0] for label in drawn.node.label]
    ways = zip(drawn.link.source, drawn.link.target, drawn.link.value, strict=True)

    assert [(names[begin], names[end], n) for begin, end, n in ways] == [
        ("A", "B", 30),
        ("A", "C", 10),
        ("B", "A", 20),
    ]


def test_only_the_way_that_matters_is_strong() -> None:
    colours = list(flow(WAYS).data[0].link.color)

    assert len(set(colours)) == 2
    assert colours[1] == colours[2] != colours[0]


def test_places_of_a_column_do_not_overlap() -> None:
    drawn = flow(WAYS).data[0]
    left, right = list(drawn.node.y)[:2], list(drawn.node.y)[2:]

    assert left == sorted(left)
    assert right == sorted(right)
    assert 0 < left[0] < left[-1] < 1


@pytest.mark.parametrize("many", [1, 12])
def test_it_grows_with_its_places(many: int) -> None:
    ways = [Flow(f"Q{n}", "Z", 1) for n in range(many)]

    assert flow(ways).layout.height == max(200, 54 * many)


def test_a_place_that_is_called_like_a_link_is_no_link() -> None:
    drawn = flow([Flow('<a href="https://evil.example">Pay</a>', "<b>&lt;", 3)]).data[0]

    assert list(drawn.node.label) == [
        '&lt;a href="https://evil.example"&gt;Pay&lt;/a&gt;  3',
        "&lt;b&gt;&amp;lt;  3",
    ]
