import pytest
from playwright.sync_api import expect

from scheduler.refresh import refresh
from settings import load
from store.opened import open_store
from tests import bank

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    """A source whose SELECT names a column that is not there, tried once."""
    folder = tmp_path_factory.mktemp("unread")
    bank.write(folder / "calls" / "one.txt", bank.call(1))
    config = folder / "moked.toml"
    config.write_text(
        '[[connectors]]\nname = "gone"\nkind = "files"\npath = "calls/*.txt"\n'
        '[connectors.select]\ncontacts = "SELECT nothing AS contact_id FROM rows"\n'
    )
    store = open_store(load(config, folder / "data"))
    assert not refresh(load(config, folder / "data"), store)[0].is_ok
    store.close()
    return folder


def test_a_source_that_failed_at_its_first_try_is_not_called_still_to_come(broken, serve, look):
    page = look(serve(broken / "moked.toml", broken / "data"), "/queues")

    expect(page.locator("h1")).to_have_text("gone could not be read yet.")
    expect(page.locator("body")).to_contain_text("The last try failed")
    expect(page.locator("body")).not_to_contain_text("still to come")
    expect(page.locator("body")).not_to_contain_text("not read yet. Reading begins")
