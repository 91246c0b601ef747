"""What the menu promises of its sections and of where its pages' scripts are."""

from collections import Counter

from ui.navigation import PAGES, ROOT, SECTIONS


def test_a_section_has_at_most_five_pages() -> None:
    assert {
        name: n for name, n in Counter(page.section for page in PAGES if not page.of).items() if n > 5
    } == {}


def test_pages_stand_together_by_section() -> None:
    told = [page.section for page in PAGES]

    assert told == sorted(told, key=list(SECTIONS).index)


def test_a_script_lies_in_the_folder_of_its_section() -> None:
    assert [page.key for page in PAGES if page.script != f"pages/{page.section}/{page.key}.py"] == []
    assert {page.script for page in PAGES} == {
        str(path.relative_to(ROOT)) for path in (ROOT / "pages").glob("**/*.py")
    }
