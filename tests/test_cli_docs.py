"""Every command, argument and option has help, and stands in docs/commands.md."""

from __future__ import annotations

import argparse
import pathlib
import re

import pytest

from marsad.cli.parser import make_parser

JUDGING = ("split", "set", "reject", "undo")
"""Their common options are told once, under `marsad merge`."""
DOC = pathlib.Path(__file__).parents[1] / "docs" / "commands.md"


def commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    [sub] = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(sub.choices)


def names(action: argparse.Action) -> list[str]:
    if action.option_strings:
        return list(action.option_strings)
    return action.choices if action.choices else [str(action.metavar or action.dest)]


def undocumented(parser: argparse.ArgumentParser, doc: str) -> list[str]:
    sections = dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", doc, re.M | re.S))
    everywhere = sections.get("Everywhere", "")
    missing = []
    for name, command in commands(parser).items():
        section = sections.get(f"marsad {name}")
        if section is None:
            missing.append(f"marsad {name}")
            continue
        text = section + everywhere + (sections.get("marsad merge", "") if name in JUDGING else "")
        missing += [f"marsad {name} {n}" for action in command._actions for n in names(action) if n not in text]
    return missing


def helpless(parser: argparse.ArgumentParser) -> list[str]:
    return [f"{name} {names(action)[0]}" for name, command in commands(parser).items() for action in command._actions if not action.help] + [
        name for name, command in commands(parser).items() if not command.description
    ]


def test_every_command_and_option_is_documented():
    assert undocumented(make_parser(), DOC.read_text(encoding="utf8")) == []


def test_every_command_and_option_has_help():
    assert helpless(make_parser()) == []


def test_the_gate_has_something_to_judge_and_sees_what_is_missing():
    parser = make_parser()
    doc = DOC.read_text(encoding="utf8")
    assert len(commands(parser)) >= 15
    assert undocumented(parser, doc.replace("## marsad undo", "## marsad redo")) == ["marsad undo"]
    assert undocumented(parser, doc.replace("--country", "--land")) == ["marsad ls --country"]
    commands(parser)["ls"].add_argument("--colour")
    assert undocumented(parser, doc) == ["marsad ls --colour"] and helpless(parser) == ["ls --colour"]


def test_no_command_is_documented_that_is_not_there():
    documented = set(re.findall(r"^## marsad (\w+)", DOC.read_text(encoding="utf8"), re.M))
    assert documented == set(commands(make_parser()))


@pytest.mark.parametrize("name", sorted(commands(make_parser())))
def test_every_command_prints_its_help(name, capsys):
    with pytest.raises(SystemExit) as end:
        make_parser().parse_args([name, "--help"])
    assert end.value.code == 0 and f"usage: marsad {name}" in capsys.readouterr().out
