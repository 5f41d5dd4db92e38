"""The command `marsad`: words in, exit code out.

Data goes to standard output, everything else to standard error. Exit codes: 0 done, 1 error, 2 the command is
not understood, 3 some inputs could not be read, 4 nothing found (with --fail-empty), 5 stored words do not
match, 130 interrupted (the same command goes on from there). Commands are imported when called, so that
`marsad --help` answers at once.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
from collections.abc import Sequence

from marsad.cli.parser import make_parser
from marsad.cli.screen import OutputError, Screen
from marsad.errors import IntegrityError, MarsadError, UsageError

DONE, ERROR, USAGE, PARTIAL, EMPTY, INTEGRITY, INTERRUPTED = 0, 1, 2, 3, 4, 5, 130


def _code(error: MarsadError) -> int:
    return USAGE if isinstance(error, UsageError) else INTEGRITY if isinstance(error, IntegrityError) else ERROR


def _closed_pipe() -> int:
    """The reader of our output went away (`marsad ls | head`): nothing is wrong, and nothing more is to be said."""
    _drop_output()
    return DONE


def _drop_output() -> None:
    """What waits in standard output goes nowhere: Python would try to write it once more at its end."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. `argv`: the words after `marsad` (the process's own by default).

    >>> main(["ls", "--project", "desk.marsad"])                    # doctest: +SKIP
    0
    """
    try:
        args = make_parser().parse_args(argv)
    except SystemExit as end:  # argparse has said what it had to say
        return end.code if isinstance(end.code, int) else USAGE
    screen = Screen(quiet=args.quiet, verbose=args.verbose, color=args.color)
    try:
        module, _, function = args.handler.partition(":")
        code = getattr(importlib.import_module(f"marsad.cli.{module}"), function)(args, screen)
        screen.flush()
        return code
    except MarsadError as error:
        screen.error(str(error))
        if isinstance(error, OutputError):
            _drop_output()
        return _code(error)
    except BrokenPipeError:
        return _closed_pipe()
    except KeyboardInterrupt:
        screen.error("interrupted. Nothing is lost: the same command goes on from there.")
        return INTERRUPTED
