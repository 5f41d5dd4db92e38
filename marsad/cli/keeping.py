"""`marsad export`, `check`, `doctor`: files to take away, and whether all is sound."""

from __future__ import annotations

import argparse

from marsad.cli.place import project_path
from marsad.cli.screen import Screen
from marsad.record import JsonObject
from marsad.store.project import Project


def export(args: argparse.Namespace, screen: Screen) -> int:
    """Write the record into files."""
    from marsad.cli import DONE, EMPTY
    from marsad.export import jsonl

    with Project(project_path(args)) as project:
        written = jsonl.export(project, args.output)
    if args.json:
        screen.json({"folder": args.output, "lines": dict(written)})
    for name, count in written.items():
        screen.note(f"{args.output}/{name}: {count} lines")
    return EMPTY if args.fail_empty and not written["incidents.jsonl"] else DONE


def check(args: argparse.Namespace, screen: Screen) -> int:
    """Hold packs and registries against their rules; one line a breach."""
    from marsad.check import check as breaches

    found = breaches(fix=args.fix)
    if args.json:
        screen.json(list(found))
    else:
        for line in found:
            screen.data(line)
    screen.note(f"{len(found)} breaches" if found else "packs and registries are sound")
    return 1 if found else 0


def doctor(args: argparse.Namespace, screen: Screen) -> int:
    """Tell what works here; exit code 1 where something that Marsad needs does not."""
    from marsad.cli.health import findings

    found = findings(project_path(args))
    if args.json:
        screen.rows((_as_json(f.what, f.state, f.told, f.advice) for f in found), lines=False)
    else:
        marks = {"well": screen.styled("ok", "cyan"), "poor": screen.styled("--", "yellow"), "broken": screen.styled("!!", "red")}
        for finding in found:
            screen.data(f"{marks[finding.state]}  {finding.what}: {finding.told}" + (f". {finding.advice}" if finding.advice else ""))
    return 1 if any(finding.state == "broken" for finding in found) else 0


def _as_json(what: str, state: str, told: str, advice: str | None) -> JsonObject:
    return {"what": what, "state": state, "told": told, "advice": advice}
