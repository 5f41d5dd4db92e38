"""One process or many: the same results in the same order, whatever dies."""

from __future__ import annotations

import os

import pytest

from marsad.jobs import spread


def half(n: int) -> int:
    return n // 2


def fragile(n: int) -> int:
    if n == 13:
        os._exit(9)
    if n == 99:
        raise ValueError(n)
    return n * n


def set_aside(n: int) -> int:
    return -n


BATCHES = [[2, 4], [6], [], [8, 10, 12], [14]]


@pytest.mark.parametrize("jobs", [0, 1, 2])
def test_the_results_come_in_the_order_of_the_work(jobs):
    assert list(spread(half, BATCHES, jobs, set_aside)) == [[n // 2 for n in batch] for batch in BATCHES]


def test_an_item_that_kills_its_process_is_set_aside_and_nothing_else_is_lost():
    batches = [[n, n + 1] for n in range(1, 30, 2)]
    want = [[-13 if n == 13 else n * n for n in batch] for batch in batches]
    assert list(spread(fragile, batches, 2, set_aside)) == want


def test_an_error_of_the_work_reaches_the_caller():
    with pytest.raises(ValueError):
        list(spread(fragile, [[1], [99], [2]], 2, set_aside))


def test_batches_are_taken_only_a_few_ahead_of_the_results():
    taken = []

    def endless():
        for n in range(10_000):
            taken.append(n)
            yield [n]

    results = spread(half, endless(), 2, set_aside)
    assert [next(results) for _ in range(3)] == [[0], [0], [1]]
    assert len(taken) < 10
    results.close()
