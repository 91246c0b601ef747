"""What the heads of cards say."""

from ui import cards


def test_a_list_says_how_many_of_all_it_shows_where_that_is_not_all():
    assert cards.newest(10, 1_028) == "The newest week first · 10 of 1,028"
    assert cards.newest(3, 3) == "The newest week first"
