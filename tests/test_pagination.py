"""The numbers of a long list: near ones, the first and the last."""

import pytest

from portal.pagination import NearestPaginator


@pytest.mark.parametrize(
    ("page", "numbers"),
    [(1, "1 2 … 84"), (42, "1 … 41 42 43 … 84"), (84, "1 … 83 84"), (3, "1 2 3 4 … 84")],
)
def test_offers_the_numbers_nearby_and_both_ends(page, numbers):
    offered = NearestPaginator(range(840), 10).get_page(page).numbers()

    assert " ".join(map(str, offered)) == numbers
