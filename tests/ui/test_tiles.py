import pytest

from metrics.wording import ChangeWords
from ui.spark import spark
from ui.tiles import Tile, body, figure

IN_TIME = Tile(
    key="service_level",
    label="In time",
    definition="Share of offered visits answered within the threshold.",
    value="79.1\u00a0%",
    target="target 80 % within 20 s",
    change=ChangeWords("▼", "2.4 pp", "was 81.5 %", "worse"),
    trend=(1.0, 2.0),
    foot="n 21,406",
    foot_end="78.6–79.7 %",
)


@pytest.mark.parametrize(
    ("value", "html"),
    [
        ("4\u00a0min\u00a005\u00a0s", "<span>4<u>min</u>05<u>s</u></span>"),
        ("82.4\u00a0%", "<span>82.4<u>%</u></span>"),
        ("over 9\u00a0min", "<span><u>over</u>9<u>min</u></span>"),
        ("–", "<span>–</span>"),
        ("30,828", "<span>30,828</span>"),
    ],
)
def test_units_are_small_and_figures_are_not(value, html):
    assert figure(value) == html


def test_a_tile_says_value_target_change_n_and_interval():
    html = body(IN_TIME)

    assert "<summary" in html
    assert '<b class="worse">▼ 2.4 pp</b> was 81.5 %' in html
    assert "n 21,406" in html
    assert "78.6–79.7 %" in html
    assert "is-small" not in html


def test_a_tile_on_too_few_contacts_is_faint():
    assert "is-small" in body(Tile("k", "In time", "", "71 %", state="few"))


def test_a_change_within_noise_has_no_colour():
    noise = ChangeWords("▲", "0.3 pp", "within noise", "noise")

    assert "<b>▲ 0.3 pp</b> within noise" in body(Tile("k", "Gave up", "", "4.9 %", change=noise))


def test_a_trend_leaves_gaps_where_there_was_no_value():
    assert spark([1.0, 2.0, None, 3.0]).count("polyline") == 2


def test_one_value_is_no_trend():
    assert spark([None, 4.0]) == ""
