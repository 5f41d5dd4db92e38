"""The same work in one process or in many, in the same order, and an item that kills its process set aside."""

from __future__ import annotations

import collections
import concurrent.futures
import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

Item = TypeVar("Item")
Done = TypeVar("Done")

_Waiting = collections.deque[tuple[Sequence[Item], "concurrent.futures.Future[list[Done]]"]]


def _pool(jobs: int) -> concurrent.futures.ProcessPoolExecutor:
    # "spawn" alone works alike everywhere, and never copies a lock or a database connection that is in use.
    return concurrent.futures.ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_set_up)


def _set_up() -> None:
    """A worker leaves interrupts to its parent, and does not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)


def _batch(work: Callable[[Item], Done], batch: Sequence[Item]) -> list[Done]:
    return [work(item) for item in batch]


def spread(
    work: Callable[[Item], Done], batches: Iterable[Sequence[Item]], jobs: int, killed: Callable[[Item], Done],
) -> Iterator[list[Done]]:
    """`[[work(item) for item in batch] for batch in batches]`, a few batches ahead, in `jobs` processes; 0: in this one.

    `work` is a function of a module (it is sent by name). An item whose process dies gives `killed(item)`.
    Raises what `work` raises.

    >>> list(spread(abs, [[-1, 2], [-3]], 0, killed=abs))
    [[1, 2], [3]]
    """
    if not jobs:
        yield from (_batch(work, batch) for batch in batches)
        return
    more = iter(batches)
    while True:
        waiting: _Waiting = collections.deque()
        try:
            yield from _ahead(work, more, jobs, waiting)
            return
        except BrokenProcessPool:
            yield from _one_by_one(work, [batch for batch, _ in waiting], killed)


def _ahead(work: Callable[[Item], Done], batches: Iterator[Sequence[Item]], jobs: int, waiting: _Waiting) -> Iterator[list[Done]]:
    """Keep `jobs` + 1 batches under way; `waiting` holds what was not yet yielded, also after a failure."""
    pool = _pool(jobs)
    done = False
    try:
        for batch in batches:
            # Waiting first, so that a broken pool, which takes no more work, still leaves the batch to be done.
            future: concurrent.futures.Future[list[Done]] = concurrent.futures.Future()
            waiting.append((batch, future))
            waiting[-1] = (batch, pool.submit(_batch, work, batch))
            if len(waiting) > jobs + 1:
                yield _first(waiting)
        while waiting:
            yield _first(waiting)
        done = True
    finally:
        pool.shutdown(wait=done, cancel_futures=True)  # all done: their memory is free when the caller goes on


def _first(waiting: _Waiting) -> list[Done]:
    done = waiting[0][1].result()
    waiting.popleft()
    return done


def _one_by_one(work: Callable[[Item], Done], batches: Iterable[Sequence[Item]], killed: Callable[[Item], Done]) -> Iterator[list[Done]]:
    pool = _pool(1)
    try:
        for batch in batches:
            done = []
            for item in batch:
                try:
                    done.append(pool.submit(work, item).result())
                except BrokenProcessPool:
                    pool.shutdown(wait=False)
                    pool = _pool(1)
                    done.append(killed(item))
            yield done
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
