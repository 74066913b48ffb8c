"""Small groups are not shown, nor what would give them away.

A group of fewer than five is hidden. If that leaves a number which the sum of all gives away, the next smallest group
is hidden as well, until each hidden group could still be anything from one to four as far as the published numbers
tell. This protects one reading; whoever compares readings of a count that is public by the minute sees it grow.
"""

SMALLEST_SHOWN = 5


def hidden_keys(groups):
    """Which of `groups` ({key: number}, none of 0) are not to be shown when their sum is known."""
    by_size = sorted(groups, key=lambda key: (groups[key], str(key)))
    hidden = [key for key in by_size if groups[key] < SMALLEST_SHOWN]
    if not hidden:
        return set()
    for key in by_size[len(hidden) :]:
        if _is_hard_to_guess([groups[key] for key in hidden]):
            break
        hidden.append(key)
    return set(hidden)


def tells_too_much(groups):
    """Whether it would give numbers away merely to name `groups`, with each of their numbers hidden."""
    numbers = list(groups.values())
    return min(numbers, default=SMALLEST_SHOWN) < SMALLEST_SHOWN and not _is_hard_to_guess(numbers)


def _is_hard_to_guess(numbers):
    """Whether each of these hidden numbers could be any of 1 to 4, given how many they are and what they add up to."""
    count, total = len(numbers), sum(numbers)
    most = SMALLEST_SHOWN - 1
    could_all_be_small = max(numbers) <= most
    return count > 1 and total >= count - 1 + most and not (could_all_be_small and total > most * (count - 1) + 1)


def shown(groups):
    """{key: number, or None where it is hidden}, in the order of `groups`; {} when even their names tell too much."""
    present = {key: number for key, number in groups.items() if number}
    if tells_too_much(present):
        return {}
    hidden = hidden_keys(present)
    return {key: None if key in hidden else number for key, number in present.items()}


def shown_within(groups, outer):
    """The same for groups inside groups: {(outer key, inner key): number}, by what is shown of the outer ones.

    Of an outer group that is hidden, every inner one is; the sum inside one that is shown is known.
    """
    result, inside = {}, {}
    for (key, inner), number in groups.items():
        inside.setdefault(key, {})[(key, inner)] = number
    for key, parts in inside.items():
        if outer.get(key) is None:
            result |= dict.fromkeys(parts) if key in outer else {}
        else:
            result |= shown(parts)
    return result
