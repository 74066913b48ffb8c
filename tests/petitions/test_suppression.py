"""Groups under five are hidden, and what would give them away: tried against everything that a reader can work out."""

from itertools import product

import pytest

from petitions.suppression import hidden_keys, shown, shown_within, tells_too_much


def possible(groups):
    """{hidden key: the numbers under five that it could be} for a reader who knows the rule and all that is shown."""
    public = shown(groups)
    hidden = [key for key, number in public.items() if number is None]
    total = sum(groups[key] for key in hidden)
    ranges = [range(1, total + 1) for _key in hidden[:-1]]
    found = {key: set() for key in hidden}
    for numbers in product(*ranges):
        last = total - sum(numbers)
        if last >= 1:
            for key, number in zip(hidden, (*numbers, last), strict=True):
                found[key].add(number)
    return found


def test_groups_of_five_and_more_are_shown():
    assert shown({"ON": 5, "QC": 100}) == {"ON": 5, "QC": 100}


def test_a_small_group_takes_the_next_smallest_with_it():
    assert shown({"ON": 100, "QC": 40, "PE": 4, "NS": 7}) == {"ON": 100, "QC": 40, "PE": None, "NS": None}


def test_two_small_groups_that_their_sum_would_give_away_take_a_third():
    for pair in ((1, 1), (4, 4)):
        groups = {"ON": 100, "QC": 40, "PE": pair[0], "NT": pair[1]}
        assert shown(groups) == {"ON": 100, "QC": None, "PE": None, "NT": None}


def test_two_small_groups_that_could_be_anything_need_no_third():
    assert hidden_keys({"ON": 100, "PE": 2, "NT": 3}) == {"PE", "NT"}


def test_a_group_of_nobody_is_not_there():
    assert shown({"ON": 6, "QC": 0}) == {"ON": 6}


def test_of_a_petition_that_few_have_signed_not_even_the_groups_are_named():
    assert shown({"ON": 3}) == {}
    assert shown({"ON": 1, "QC": 1}) == {}
    assert tells_too_much({"ON": 3})
    assert shown({}) == {}
    assert shown({"ON": 7}) == {"ON": 7}


@pytest.mark.parametrize("sizes", list(product(range(1, 8), range(1, 8), (5, 9))))
def test_whatever_the_sizes_each_small_group_could_be_any_of_one_to_four(sizes):
    groups = dict(enumerate(sizes))
    for key, numbers in possible(groups).items():
        if groups[key] < 5:
            assert {1, 2, 3, 4} <= numbers, (groups, key)


@pytest.mark.parametrize("sizes", list(product(range(1, 5), repeat=4)))
def test_many_small_groups_are_not_given_away_by_being_all_small(sizes):
    """A reader who knows that all hidden groups are under five, because no larger one is missing."""
    groups = dict(enumerate(sizes))
    public = shown(groups)
    total = sum(sizes)
    alternatives = [other for other in product(range(1, 5), repeat=4) if sum(other) == total]
    for place in range(4) if public else ():
        assert len({other[place] for other in alternatives}) == 4


def test_inside_a_hidden_group_all_is_hidden_and_inside_a_shown_one_its_sum_is_known():
    provinces = {"ON": 30, "PE": None}
    ridings = {("ON", "1"): 20, ("ON", "2"): 7, ("ON", "3"): 3, ("PE", "4"): 6}
    assert shown_within(ridings, provinces) == {
        ("ON", "1"): 20,
        ("ON", "2"): None,
        ("ON", "3"): None,
        ("PE", "4"): None,
    }


def test_inside_a_group_that_is_not_even_named_nothing_is():
    assert shown_within({("PE", "4"): 3}, {}) == {}
