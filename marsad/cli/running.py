"""`marsad run`."""

from __future__ import annotations

import argparse

from marsad.cli.place import project_path
from marsad.cli.screen import Screen
from marsad.errors import UsageError
from marsad.pipeline import Outcome, run as run_pipeline
from marsad.record import JsonObject, public_problem
from marsad.store.project import DATABASE, Project

SHOWN = 10
"""Problems named at the end of a run; the rest is one command away."""


def run(args: argparse.Namespace, screen: Screen) -> int:
    """Read the articles into the project; without any, finish what an earlier run left."""
    from marsad.cli import DONE, EMPTY, PARTIAL

    path = project_path(args)
    if not args.articles and not Project.is_at(path):
        kinds = "folders, .txt or .md files, a .jsonl manifest, or - for standard input"
        raise UsageError(f"no articles named, and no project at {path} to go on with. Give {kinds}.")
    with Project(path, create=True) as project:
        screen.detail(f"project: {project.path / DATABASE}")
        outcome = run_pipeline(args.articles, project, jobs=args.jobs, progress=screen.progress())
    _tell(outcome, screen, path)
    if args.json:
        screen.json(_as_json(outcome))
    if outcome.problems:
        return PARTIAL
    return EMPTY if args.fail_empty and not outcome.incidents else DONE


def _tell(outcome: Outcome, screen: Screen, path: str) -> None:
    for problem in outcome.problems[:SHOWN]:
        screen.note(f"  {problem.place}: {problem.message} [{problem.rule}]")
    if len(outcome.problems) > SHOWN:
        screen.note(f"  … and {len(outcome.problems) - SHOWN} more: marsad problems --project {path}")


def _as_json(outcome: Outcome) -> JsonObject:
    return {
        "run": outcome.run, "new": outcome.new, "known": outcome.known, "changed": outcome.changed, "read": outcome.read,
        "incidents": outcome.incidents, "problems": [public_problem(problem) for problem in outcome.problems],
        "seconds": {stage: round(seconds, 3) for stage, seconds in outcome.seconds.items()},
    }
