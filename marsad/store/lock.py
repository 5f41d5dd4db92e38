"""One writer at a time: a lock of the operating system, which a killed process cannot leave behind."""

from __future__ import annotations

import contextlib
import os
import pathlib
import sys
from collections.abc import Iterator

from marsad.errors import ProjectError

FAR = 1 << 30
"""Byte that Windows locks: beyond the text, so that the holder's number can still be read."""


def _take(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _holder(handle: int) -> str:
    os.lseek(handle, 0, os.SEEK_SET)
    number = os.read(handle, 32).decode("ascii", "replace").strip()
    return f" (process {number})" if number.isdigit() else ""


@contextlib.contextmanager
def only_writer(path: pathlib.Path) -> Iterator[None]:
    """Hold the lock file `path` for the length of the block. Raises ProjectError where another process holds it.

    >>> with only_writer(pathlib.Path("desk.marsad/lock")): ...     # doctest: +SKIP
    """
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise ProjectError(f"{path.parent} cannot be written: {error.strerror}. Choose another --project, or change the folder's rights.") from error
    try:
        if not _take(handle):
            raise ProjectError(f"another run{_holder(handle)} is writing to {path.parent}. Wait until it ends, or choose another --project.")
        with contextlib.suppress(OSError):  # the number only serves the other's message; a full disk must not stop us here
            os.ftruncate(handle, 0)
            os.lseek(handle, 0, os.SEEK_SET)
            os.write(handle, f"{os.getpid()}\n".encode())
        yield
    finally:
        os.close(handle)
