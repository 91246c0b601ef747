import logging

from streamlit.testing.v1 import AppTest


def figures():
    from ui import cards  # noqa: PLC0415 (AppTest runs the body on its own)

    cards.arrive("figures")
    broken, right = cards.row(("broken", 100), ("right", 100), widths=(1, 1))
    with cards.figure(broken):
        raise ValueError("nobody should read this on the page")
    with cards.figure(right):
        cards.title("The rest")


def page_that_fails():
    from ui import cards  # noqa: PLC0415 (AppTest runs the body on its own)

    with cards.whole_page():
        raise ValueError("nobody should read this on the page")


def shown(app):
    return " ".join(element.proto.body for element in app.get("html"))


def test_a_figure_that_fails_leaves_the_rest_right_and_is_written_down(caplog):
    with caplog.at_level(logging.ERROR, logger="moked.ui"):
        app = AppTest.from_function(figures).run()

    assert not app.exception
    assert "This figure could not be computed" in shown(app)
    assert "The rest" in shown(app)
    assert "nobody should read this" not in shown(app)
    assert caplog.records[0].args[1] in shown(app)


def test_a_page_that_fails_says_so_in_a_sentence():
    app = AppTest.from_function(page_that_fails).run()

    assert not app.exception
    assert "This page could not be drawn to its end" in shown(app)


def page_without_a_database():
    from store.read import Viewer  # noqa: PLC0415 (AppTest runs the body on its own)
    from ui import navigation, page  # noqa: PLC0415

    page.look(navigation.PAGES[0].key, Viewer("Dana", "manager"))
    raise AssertionError("the page went on")


def test_a_database_that_does_not_answer_is_a_sentence_on_the_page(free_port, monkeypatch):
    monkeypatch.setenv("MOKED_STATE_URL", f"postgresql://moked:secret@127.0.0.1:{free_port}/moked")
    app = AppTest.from_function(page_without_a_database, default_timeout=30).run()

    assert not app.exception
    assert "The settings need a hand" in shown(app)
    assert f"moked:***@127.0.0.1:{free_port}/moked cannot be opened" in shown(app)
    assert "secret" not in shown(app)
