"""Names of the data in a chart, its hovers and the labels of widgets, as a browser shows them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Look, Ports, Server
from tests.odd import ODD, STEERING
from ui.markup import JOINER

pytestmark = pytest.mark.browser

NAMES = [name for said, name in ODD.items() if said != "very long"]
APP = """
import streamlit as st
from tests.odd import ODD
from ui import markup
from ui.charts import flow, template

names = [name for said, name in ODD.items() if said != "very long"]
flows = [flow.Flow(name, "Orders", len(names) - n) for n, name in enumerate(names)]
for n, name in enumerate(names):
    st.button(markup.plain(name), key=f"odd_{n}", help=markup.plain(name))
    markup.show(markup.tag("p", name, "odd", title=name))
template.still(flow.flow(flows), "flow", "Ways")
"""
WRITTEN = """() => ({
    made: document.querySelectorAll('.stMain :is(img[src=x], script, text a, p style, .katex)').length
        + document.querySelectorAll('.stMain :is(a[href*=evil], a[href^=javascript])').length,
    bold: document.querySelectorAll('.js-plotly-plot tspan[style*=bold], p.odd b, button p b').length,
    lines: document.querySelectorAll('.js-plotly-plot tspan.line').length,
    labels: [...document.querySelectorAll('.js-plotly-plot .node-label')].map(each => each.textContent),
    words: [...document.querySelectorAll('p.odd')].map(each => each.textContent),
    titles: [...document.querySelectorAll('p.odd')].map(each => each.title),
    buttons: [...document.querySelectorAll('[class*=st-key-odd_]')]
        .map(each => each.querySelector('button p').textContent),
})"""


def plain(name: str) -> str:
    """What can be seen of a name."""
    return " ".join(STEERING.sub("", name).replace(JOINER, "").split())


@pytest.fixture(scope="module")
def server(root: Path, ports: Ports, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One page with every odd name, made of what the pages are made of."""
    folder = tmp_path_factory.mktemp("odd")
    (folder / "app.py").write_text(APP)
    flags = ("--browser.gatherUsageStats", "false")
    one = Server(folder, ports.take(), folder / "log.txt", {"PYTHONPATH": str(root)}, flags)
    one.start()
    yield one
    one.stop()


def hovered(page: Page, n: int) -> str:
    """What the chart says of a place under the mouse."""
    page.mouse.move(0, 0)
    page.wait_for_function("() => !document.querySelector('.hoverlayer .hovertext')")
    page.locator(".js-plotly-plot .sankey-node").nth(n).hover(force=True)
    page.wait_for_selector(".hoverlayer .hovertext text")
    return plain(page.locator(".hoverlayer .hovertext text").first.text_content() or "")


def test_a_name_is_a_name_in_a_chart_its_hovers_and_in_labels(server: Server, look: Look) -> None:
    asked: list[str] = []
    page = look(server)
    page.on("dialog", lambda one: (asked.append(one.message), one.dismiss()))
    page.wait_for_selector(".js-plotly-plot .node-label")
    found = page.evaluate(WRITTEN)
    sizes = [f"{plain(name)} {len(NAMES) - n}" for n, name in enumerate(NAMES)]

    assert (found["made"], found["bold"], found["lines"]) == (0, 0, 0)
    assert [plain(each) for each in found["labels"]][: len(NAMES)] == sizes
    assert [plain(each) for each in found["words"]] == [*map(plain, NAMES)]
    assert {plain(each) for each in found["titles"]} <= {"", *map(plain, NAMES)}  # what Streamlit doubts goes
    assert [plain(each).replace("—", "--") for each in found["buttons"]] == [*map(plain, NAMES)]
    assert [hovered(page, n) for n in range(len(NAMES))] == sizes
    assert page.locator(".hoverlayer a").count() == 0
    assert asked == []
