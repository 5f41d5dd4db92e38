"""What can be typed: every command, argument and option of `marsad`, with its help."""

from __future__ import annotations

import argparse
import os

from marsad.version import VERSION

EPILOG = """exit codes: 0 done, 1 error, 2 the command is not understood, 3 some inputs could not be read (see `marsad
problems`), 4 nothing found (with --fail-empty), 5 stored words do not match, 130 interrupted (the same command
goes on from there). Documentation of every command: docs/commands.md."""


def _shared() -> argparse.ArgumentParser:
    """Options that stand before or after the command alike."""
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    group = shared.add_argument_group("everywhere")
    group.add_argument("--project", metavar="FOLDER", help="the project folder (default: $MARSAD_PROJECT, else ./desk.marsad)")
    group.add_argument("--json", action="store_true", help="print data as JSON")
    group.add_argument("-q", "--quiet", action="store_true", help="say nothing but errors on standard error")
    group.add_argument("-v", "--verbose", action="store_true", help="say more on standard error")
    group.add_argument("--no-color", dest="color", action="store_false", help="no colours (also: the variable NO_COLOR)")
    return shared


class _Commands:
    """Adds commands with the shared options, a handler, and one sentence of help used in both places."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self._add = parser.add_subparsers(dest="command", metavar="COMMAND", required=True).add_parser
        self._shared = _shared()  # its own: a default set on the whole parser must not undo what was typed before the command

    def __call__(self, name: str, handler: str, text: str) -> argparse.ArgumentParser:
        command = self._add(name, help=text, description=text[0].upper() + text[1:] + ".", parents=[self._shared])
        command.set_defaults(handler=handler)
        return command


def make_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    parser = argparse.ArgumentParser(
        prog="marsad", description="Reads conflict news, Arabic first, into a record of incidents in which every cell is a quoted claim.",
        epilog=EPILOG, parents=[_shared()], formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"marsad {VERSION}")
    parser.set_defaults(project=None, json=False, quiet=False, verbose=False, color="NO_COLOR" not in os.environ)
    commands = _Commands(parser)
    for add in (_run, _looking, _listings, _explain, _export, _judging, _care):
        add(commands)
    return parser


def _jobs(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _run(commands: _Commands) -> None:
    run = commands("run", "running:run", "read articles into the project and bring its incidents up to date")
    run.add_argument(
        "articles", nargs="*", metavar="ARTICLES",
        help="folders, .txt or .md files, .jsonl manifests, or - for standard input; none: finish an interrupted run",
    )
    run.add_argument("--jobs", type=_jobs, default=1, metavar="N", help="read in N processes (default 1); the record is the same for any N")
    run.add_argument("--fail-empty", action="store_true", help="exit with 4 where there is no incident in the end")


def _filters(command: argparse.ArgumentParser) -> None:
    command.add_argument("--from", dest="since", metavar="DAY", help="that may have happened on or after this day (2024-03-01)")
    command.add_argument("--to", dest="until", metavar="DAY", help="that may have happened on or before this day")
    command.add_argument("--country", metavar="CODE", help="in this country (two letters: SY)")
    command.add_argument("--type", dest="kind", metavar="WORDS", help="whose event type or sub-event type contains these words")
    command.add_argument("--place", metavar="NAME", help="whose place's name contains this, in Arabic or Latin letters")
    command.add_argument("--jsonl", action="store_true", help="print one JSON object a line")
    command.add_argument("--fail-empty", action="store_true", help="exit with 4 where nothing is found")


def _looking(commands: _Commands) -> None:
    _filters(commands("ls", "looking:ls", "list the incidents: date, place, kind, doer and target, killed, hurt, munitions, sources, conflicts"))
    show = commands("show", "showing:show", "show one incident: its claims side by side with their words, speakers and articles, conflicts, links")
    show.add_argument("incident", metavar="INCIDENT", help="an id that `marsad ls` prints; the id of a merged incident leads to its heir")


def _listings(commands: _Commands) -> None:
    for name, text in (
        ("articles", "list the articles, and whether each was worth reading"),
        ("problems", "list what could not be read or understood, and what to do about it"),
        ("journal", "list the judgements of people, and which of them stand"),
    ):
        command = commands(name, f"looking:{name}", text)
        command.add_argument("--jsonl", action="store_true", help="print one JSON object a line")


def _explain(commands: _Commands) -> None:
    explain = commands("explain", "showing:explain", "say which words, terms, frames and rules made a claim")
    explain.add_argument("claim", nargs="?", metavar="CLAIM", help="an id that `marsad show` prints")
    explain.add_argument("--text", metavar="WORDS", help="read these words instead, and say what each layer made of them")
    explain.add_argument("--published", metavar="DAY", help="with --text: the day on which the words were written")
    explain.add_argument("--language", metavar="CODE", help="with --text: the language of the words (default: found by its letters and words)")


def _export(commands: _Commands) -> None:
    export = commands("export", "keeping:export", "write the record into files: incidents, articles, tallies and problems")
    export.add_argument("format", choices=["jsonl"], help="jsonl: JSON Lines by docs/incident.schema.json")
    export.add_argument("-o", "--output", required=True, metavar="DIR", help="the folder to write to; made where it is not there")
    export.add_argument("--fail-empty", action="store_true", help="exit with 4 where there is no incident")


def _judging(commands: _Commands) -> None:
    merge = commands("merge", "judging:merge", "judge that incidents are one and the same")
    merge.add_argument("incidents", nargs="+", metavar="INCIDENT", help="two or more ids; the first one's id goes on")
    split = commands("split", "judging:split", "judge that some reports of an incident tell of another")
    split.add_argument("incident", metavar="INCIDENT", help="the incident to split")
    split.add_argument("--told", nargs="+", required=True, metavar="KEY", help="the told incidents to part from it, as `marsad show` prints them")
    change = commands("set", "judging:set_field", "judge what the value of a field is; the claims stay as they are")
    change.add_argument("incident", metavar="INCIDENT", help="the incident")
    change.add_argument("field", metavar="FIELD", help="the field, as in docs/data-dictionary.md: fatalities, where, sub_event_type …")
    change.add_argument("value", metavar="VALUE", help="a number, an interval (2..5), a word, or JSON in the field's own form")
    reject = commands("reject", "judging:reject", "judge that a claim is wrong or that an incident is none")
    reject.add_argument("subject", metavar="CLAIM|INCIDENT", help="the id of a claim or of an incident")
    undo = commands("undo", "judging:undo", "undo a judgement by its number; the entry stays in the journal")
    undo.add_argument("number", type=int, metavar="N", help="the number that `marsad journal` prints")
    for command in (merge, split, change, reject, undo):
        command.add_argument("--by", metavar="NAME", help="who judges (default: the user of this computer)")
        command.add_argument("--note", metavar="WORDS", help="why")


def _care(commands: _Commands) -> None:
    check = commands("check", "keeping:check", "hold the language packs and registries against their own rules")
    check.add_argument("--fix", action="store_true", help="rewrite the files in canonical form")
    commands("doctor", "keeping:doctor", "tell what works here, and what to do about what does not")
