"""What the README and docs/ say is so: examples run, commands and files are there, links lead somewhere.

In the pages a ```python block is an interactive session whose answers are held against what comes out, and every line of
a ```sh block is a command. In a command the words INCIDENT, CLAIM and KEY stand for an id that an earlier one printed.
"""

from __future__ import annotations

import argparse
import doctest
import importlib
import pathlib
import pkgutil
import re
import shlex
import shutil
from collections.abc import Iterator

import pytest

import marsad
from marsad.cli import main
from marsad.cli.parser import make_parser
from marsad.pipeline import run
from marsad.store.project import Project
from marsad.version import VERSION

ROOT = pathlib.Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
RUN = [ROOT / "README.md", ROOT / "docs" / "tutorial.md", ROOT / "docs" / "adding-words.md"]
"""Pages whose commands are run, not only understood. docs/commands.md shows forms of commands, not commands."""
OURS = ("marsad", "./run.sh")
SHELL = frozenset("cat cd cp git grep head less mkdir pip python".split())
"""Other words that may begin a command of the pages."""
EXAMPLES = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS


def name_of(path: pathlib.Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text_of(path: pathlib.Path) -> str:
    return path.read_text(encoding="utf8")


def blocks(text: str, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, re.M | re.S)


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> pathlib.Path:
    """sample.marsad, made of the sample, in a folder of its own beside the articles."""
    folder = tmp_path_factory.mktemp("docs")
    shutil.copytree(ROOT / "marsad" / "sample", folder / "marsad" / "sample")
    with Project(folder / "sample.marsad", create=True) as made:
        run([str(folder / "marsad" / "sample" / "articles.jsonl")], made)
    return folder / "sample.marsad"


# ---------------------------------------------------------------- examples


def failures(text: str, name: str) -> list[str]:
    """What the Python examples of a page give other than what stands below them; one namespace a page."""
    parser, runner, told = doctest.DocTestParser(), doctest.DocTestRunner(optionflags=EXAMPLES, verbose=False), []
    names: dict[str, object] = {}
    for number, block in enumerate(blocks(text, "python"), 1):
        test = parser.get_doctest(block, names, f"{name} example {number}", name, 0)
        if not test.examples:
            told.append(f"{name} example {number} holds no >>> line: nothing of it would be run")
        runner.run(test, out=told.append, clear_globs=False)
        names = test.globs
    return told


@pytest.mark.parametrize("path", [p for p in PAGES if blocks(text_of(p), "python")], ids=name_of)
def test_every_python_example_of_the_pages_gives_what_it_says(path, project, monkeypatch):
    monkeypatch.chdir(project.parent)
    assert failures(text_of(path), name_of(path)) == []


def test_the_readme_has_examples_of_all_four_functions():
    code = "".join(blocks(text_of(ROOT / "README.md"), "python"))
    assert all(f"marsad.{name}(" in code for name in ("read_quantities", "read_moments", "read_article", "open"))


def test_an_example_that_gives_something_else_is_seen():
    assert any("Got:" in one for one in failures("```python\n>>> 1 + 1\n3\n```\n", "page"))
    assert any("nothing of it would be run" in one for one in failures("```python\nprint(1)\n```\n", "page"))
    assert failures("```python\n>>> x = 2\n```\n\n```python\n>>> x\n2\n```\n", "page") == []


def test_the_claim_on_the_first_screen_is_what_comes_of_the_sentence():
    text = text_of(ROOT / "README.md")
    sentence = re.search(r"^> ([^*\n]+)$", text, re.M).group(1)
    words, start, end = re.search(r"«([^»]+)», characters (\d+) to (\d+)", text).groups()
    assert text.index(words) < 3000 and sentence[int(start):int(end)] == words
    assert words in {claim.evidence.quote for claim in marsad.read_article(sentence, published="2024-05-15").claims}


FAILING_EXAMPLES = {
    "marsad.read_moments": "the evening ends at 23:59 now, the docstring still says midnight",
    "marsad.extract.attribution.Attribution.chain": "names that the example does not make",
    "marsad.extract.reality.Reality.of": "names that the example does not make",
    "marsad.extract.segments.segment": "names that the example does not make",
}
"""Examples in docstrings that do not run. One that does fails here: take it out."""


def docstring_examples() -> list[doctest.DocTest]:
    finder = doctest.DocTestFinder(exclude_empty=True)
    modules = [marsad, *(importlib.import_module(m.name) for m in pkgutil.walk_packages(marsad.__path__, "marsad.") if not m.name.endswith("__main__"))]
    return sorted({test.name: test for module in modules for test in finder.find(module) if test.examples}.values(), key=lambda test: test.name)


def marked(test: doctest.DocTest):
    reason = FAILING_EXAMPLES.get(test.name)
    return pytest.param(test, id=test.name, marks=[pytest.mark.xfail(strict=True, reason=reason)] if reason else [])


@pytest.mark.parametrize("test", [marked(test) for test in docstring_examples()])
def test_every_example_of_a_docstring_gives_what_it_says(test):
    told: list[str] = []
    doctest.DocTestRunner(optionflags=EXAMPLES, verbose=False).run(test, out=told.append)
    assert told == []


def test_there_are_examples_to_judge_and_every_public_function_has_one():
    names = {test.name for test in docstring_examples()}
    assert len(names) > 40 and set(FAILING_EXAMPLES) <= names
    assert {f"marsad.{name}" for name in marsad.__all__ if callable(getattr(marsad, name)) and not isinstance(getattr(marsad, name), type)} <= names


# ---------------------------------------------------------------- commands


def options(parser: argparse.ArgumentParser) -> dict[str, set[str]]:
    """Command → every option that it takes."""
    [sub] = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return {name: {option for action in command._actions for option in action.option_strings} for name, command in sub.choices.items()}


COMMANDS = options(make_parser())


def commands(text: str) -> Iterator[str]:
    """Every line of the ```sh blocks, without comments."""
    for block in blocks(text, "sh"):
        for line in block.splitlines():
            line = re.sub(r"(^|\s)#.*", "", line).strip()
            if line:
                yield line


def arguments(line: str) -> list[list[str]]:
    """The words after `marsad` or `./run.sh` in a command line, for each of them in a pipe."""
    out = []
    for part in re.split(r"\||&&|;", line):
        words = shlex.split(part.split(">")[0])
        if words and words[0] in OURS:
            out.append(words[1:])
        elif not words or words[0] not in SHELL:
            raise AssertionError(f"{line}: {words[:1]} is no command that the pages may use")
    return out


def not_understood(text: str) -> list[str]:
    """Command lines, and commands named in running text, that the command line would refuse."""
    out = []
    for line in commands(text):
        for words in arguments(line):
            if words[:1] in ([], ["test"]) and line.startswith("./run.sh"):
                continue
            try:
                make_parser().parse_args(words)
            except SystemExit as end:
                out += [line] if end.code else []
    for name, rest in re.findall(r"`(?:marsad|\./run\.sh) ([a-z]+)\b([^`\n]*)`", text):
        known = COMMANDS.get(name)
        strange = known is None and name != "test" or any(o not in known for o in re.findall(r"(?<!\S)--?[a-z][a-z-]*", rest) if known)
        out += [f"marsad {name}{rest}"] if strange else []
    return out


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_every_command_of_the_pages_is_one_that_there_is(path, capsys):
    text = text_of(path)
    if path.name == "commands.md":  # its blocks are forms; tests/test_cli_docs.py holds them against the parser
        text = re.sub(r"```.*?```", "", text, flags=re.S)
    assert not_understood(text) == []


def test_a_command_that_is_not_there_is_seen(capsys):
    assert not_understood("```sh\nmarsad lst --project x\n```") == ["marsad lst --project x"]
    assert not_understood("```sh\ncat x | marsad run - --jubs 2\n```") == ["cat x | marsad run - --jubs 2"]
    assert not_understood("`marsad look`, `marsad ls --colour`, `marsad ls --json`") == ["marsad look", "marsad ls --colour"]
    with pytest.raises(AssertionError, match="no command that the pages may use"):
        not_understood("```sh\ncurl x\n```")


def stand_ins(folder: pathlib.Path) -> dict[str, str]:
    """Ids of the project for the words that stand for them."""
    with Project(folder) as desk:
        incidents, claims = desk.incidents(), desk.claims()
    by_told = incidents.filter(incidents["conflicts"].list.len() > 0)
    return {"INCIDENT": by_told["id"][0], "CLAIM": claims.filter(incident=by_told["id"][0])["id"][0]}


@pytest.mark.parametrize("path", RUN, ids=name_of)
def test_the_commands_of_a_page_do_what_they_say_one_after_another(path, project, tmp_path, monkeypatch, capsys):
    shutil.copytree(project.parent, tmp_path / "here")
    monkeypatch.chdir(tmp_path / "here")
    done = 0
    for line in commands(text_of(path)):
        calls = arguments(line)
        if "|" in line or ">" in line or not calls or calls[0][:1] in ([], ["test"]) or "--fix" in line:
            continue
        ids = stand_ins(pathlib.Path("sample.marsad"))
        assert main([ids.get(word, word) for word in calls[0]]) == 0, f"{line}\n{capsys.readouterr().err}"
        done += 1
    assert done >= (0 if path.name == "README.md" else 3)


# ---------------------------------------------------------------- links and files


def dead_ends(path: pathlib.Path, text: str) -> list[str]:
    """Links to files that are not there, and files named in running text that are nowhere."""
    out = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        file = target.partition("#")[0]
        if "://" not in target and file and not (path.parent / file).exists():
            out.append(target)
    plain = re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S)
    for named in re.findall(r"`((?:marsad|tests|bench|docs|scripts)/[\w./-]*|[\w/-]+/[\w-]+\.(?:py|tsv|toml|md|json))`", plain):
        if not any((base / named).exists() for base in (ROOT, ROOT / "marsad", ROOT / "marsad" / "languages" / "ar")):
            out.append(named)
    return out


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_every_link_and_every_file_named_leads_somewhere(path):
    assert dead_ends(path, text_of(path)) == []


def test_a_dead_end_is_seen():
    text = "[a](docs/none.md) [b](LICENSE) [c](https://example.org/x) `gather/none.toml` `gather/weights.toml` `marsad/none/` `terms/harm.tsv`"
    assert dead_ends(ROOT / "README.md", text) == ["docs/none.md", "gather/none.toml", "marsad/none/"]


def test_the_readme_leads_to_every_page():
    text = text_of(ROOT / "README.md")
    assert [name_of(page) for page in PAGES[1:] if f"]({name_of(page)})" not in text] == []


def test_the_changelog_tells_of_this_version():
    assert re.search(rf"^## {re.escape(VERSION)}\b", text_of(ROOT / "CHANGELOG.md"), re.M)


def test_how_it_decides_names_every_stage_and_every_table_of_rules():
    text = text_of(ROOT / "docs" / "how-it-decides.md")
    stages = ("ingest", "triage", "extract", "resolve", "gather", "reconcile", "store", "export", "explain")
    assert [stage for stage in stages if not re.search(rf"^## .*\b{stage}\b", text, re.M | re.I)] == []
    tables = [p for p in (ROOT / "marsad").rglob("*.toml") if "sample" not in p.parts]
    assert len(tables) >= 5
    assert [p.name for p in tables if p.relative_to(ROOT / "marsad").as_posix() not in text and p.name not in text] == []


@pytest.mark.parametrize("language", ["ar"])
def test_every_term_table_is_told_to_those_who_add_words(language):
    text = text_of(ROOT / "docs" / "adding-words.md")
    tables = sorted((ROOT / "marsad" / "languages" / language / "terms").glob("*.tsv"))
    assert len(tables) > 10
    assert [t.name for t in tables if f"`{t.name}`" not in text] == []
