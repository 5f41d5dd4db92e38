"""The command line: what is printed where, and with which exit code."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys
import time

import jsonschema
import pytest

import stand_ins
from marsad.cli import main
from marsad.cli.screen import FSI, PDI, Screen, cut, plain, width

ROOT = pathlib.Path(__file__).parents[1]
SCHEMA = json.loads((ROOT / "docs/incident.schema.json").read_text(encoding="utf8"))
PAGE = "تقرير من البلدة عن يوم طويل\n\nهذا خبر قصير من المراسل في البلدة، وفيه سطر واحد للتجربة:\n{}\nثم انتهى الخبر عند هذا السطر.\n"


@pytest.fixture(autouse=True)
def toy(monkeypatch, tmp_path):
    stand_ins.install(monkeypatch)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MARSAD_PROJECT", raising=False)


@pytest.fixture
def desk(tmp_path, capsys):
    folder = tmp_path / "news"
    folder.mkdir()
    for name, line in (("1", "Rummana 2024-03-01 2 killed"), ("2", "Rummana 2024-03-01 5 killed"), ("3", "Hasaka 2024-04-09 1 killed")):
        (folder / f"{name}.txt").write_text(PAGE.format(line), encoding="utf8")
    assert main(["run", "news", "-q"]) == 0
    capsys.readouterr()
    return tmp_path / "desk.marsad"


def out(capsys, *words, code=0):
    assert main([str(w) for w in words]) == code
    return capsys.readouterr().out


# ---------------------------------------------------------------- where things go


def test_a_run_says_one_plain_line_a_stage_on_standard_error_and_nothing_else(tmp_path, capsys):
    (tmp_path / "a.txt").write_text(PAGE.format("Rummana 2024-03-01 2 killed"), encoding="utf8")
    assert main(["run", "a.txt"]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert [line.split(":")[0] for line in said.err.splitlines()] == ["receive", "read", "reconcile"]


def test_a_quiet_run_says_nothing_and_json_tells_how_it_went(tmp_path, capsys):
    (tmp_path / "a.txt").write_text(PAGE.format("Rummana 2024-03-01 2 killed"), encoding="utf8")
    assert main(["run", "a.txt", "-q", "--json"]) == 0
    said = capsys.readouterr()
    assert said.err == "" and json.loads(said.out)["incidents"] == 1


def test_a_run_with_a_bad_input_ends_with_3_and_names_it(tmp_path, capsys):
    (tmp_path / "a.txt").write_text(PAGE.format("Rummana 2024-03-01 2 killed"), encoding="utf8")
    (tmp_path / "b.txt").write_bytes(b"")
    assert main(["run", "a.txt", "b.txt", "--json"]) == 3
    said = capsys.readouterr()
    assert "b.txt" in said.err and json.loads(said.out)["problems"][0]["rule"] == "empty-file"
    assert json.loads(said.out)["incidents"] == 1


def test_options_stand_before_or_after_the_command(desk, capsys):
    before, after = out(capsys, "--json", "--project", desk, "ls"), out(capsys, "ls", "--project", desk, "--json")
    assert before == after and len(json.loads(after)) == 2


def test_the_project_is_named_by_option_variable_or_the_folder_here(desk, capsys, monkeypatch, tmp_path):
    here = out(capsys, "ls")
    monkeypatch.chdir("/")
    assert main(["ls"]) == 1
    assert "marsad run ARTICLES" in capsys.readouterr().err
    monkeypatch.setenv("MARSAD_PROJECT", str(desk))
    assert out(capsys, "ls") == here == out(capsys, "ls", "--project", desk)


# ---------------------------------------------------------------- ls


def test_ls_prints_whole_cells_between_tabs_where_there_is_no_terminal(desk, capsys):
    head, *rows = [line.split("\t") for line in out(capsys, "ls").splitlines()]
    assert head == ["id", "when", "where", "what", "doer → target", "killed", "hurt", "munitions", "sources", "conflicts"]
    assert [row[1] for row in rows] == ["2024-03-01", "2024-04-09"]
    assert rows[0][2:9] == ["Rummana, SY", "Attack", "", "5 (2–5)", "", "", "2 sources / 2 reports"]


def test_ls_json_is_valid_by_the_schema_and_jsonl_is_the_same_by_lines(desk, capsys):
    found = json.loads(out(capsys, "ls", "--json"))
    for incident in found:
        jsonschema.validate(incident, SCHEMA)
    assert [json.loads(line) for line in out(capsys, "ls", "--jsonl").splitlines()] == found


@pytest.mark.parametrize(("filters", "days"), [
    (["--from", "2024-03-02"], ["2024-04-09"]), (["--to", "2024-03-02"], ["2024-03-01"]), (["--country", "sy"], ["2024-03-01", "2024-04-09"]),
    (["--country", "IQ"], []), (["--type", "attack"], ["2024-03-01", "2024-04-09"]), (["--type", "civilians"], ["2024-03-01", "2024-04-09"]),
    (["--type", "shelling"], []), (["--place", "hasa"], ["2024-04-09"]), (["--place", "%"], []),
], ids=" ".join)
def test_ls_lists_what_is_asked_for(desk, capsys, filters, days):
    assert [i["when"]["earliest"] for i in json.loads(out(capsys, "ls", "--json", *filters))] == days


def test_ls_ends_with_4_where_nothing_is_found_and_that_was_asked(desk, capsys):
    assert out(capsys, "ls", "--place", "nowhere", "--fail-empty", "--json", code=4) == "[]\n"
    assert out(capsys, "ls", "--place", "nowhere", "--json") == "[]\n"


def test_a_day_that_is_none_is_a_misunderstanding(desk, capsys):
    assert main(["ls", "--from", "yesterday"]) == 2
    assert "2024-03-01" in capsys.readouterr().err


# ---------------------------------------------------------------- show, articles, problems


def test_show_prints_each_claim_with_its_words_speaker_and_article(desk, capsys):
    page = out(capsys, "show", "i-Rummana-2024-03-01")
    assert "killed  5 (2–5)" in page and "«5»" in page and "news/2.txt:" in page
    figures = page[page.index("fatalities"):]
    assert "[low]" in figures and "[best, high]" in figures


def test_show_json_is_the_public_incident_and_more(desk, capsys):
    shown = json.loads(out(capsys, "show", "i-Rummana-2024-03-01", "--json"))
    jsonschema.validate(shown, SCHEMA)
    assert len(shown["told"]) == 2


def test_an_unknown_incident_is_a_misunderstanding(desk, capsys):
    assert main(["show", "i-none"]) == 2
    assert "marsad ls" in capsys.readouterr().err


def test_articles_and_problems_are_listed(desk, capsys, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    main(["run", "empty.txt", "-q"])
    capsys.readouterr()
    assert [a["path"] for a in json.loads(out(capsys, "articles", "--json"))] == ["news/1.txt", "news/2.txt", "news/3.txt"]
    assert [p["rule"] for p in json.loads(out(capsys, "problems", "--json"))] == ["empty-file"]
    assert "empty.txt" in out(capsys, "problems")


# ---------------------------------------------------------------- judgements


def test_a_merge_joins_leads_on_from_the_old_id_and_can_be_undone(desk, capsys):
    before = out(capsys, "ls", "--json")
    out(capsys, "merge", "i-Rummana-2024-03-01", "i-Hasaka-2024-04-09", "--by", "rim", "--note", "one night")
    assert len(json.loads(out(capsys, "ls", "--json"))) == 1
    assert main(["show", "i-Hasaka-2024-04-09", "--json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["id"] == "i-Rummana-2024-03-01" and "is now" in said.err
    out(capsys, "undo", 1, "--by", "rim")
    assert out(capsys, "ls", "--json") == before
    entries = json.loads(out(capsys, "journal", "--json"))
    assert [(e["kind"], e["who"], e["undone_by"]) for e in entries] == [("merge", "rim", 2), ("undo", "rim", None)]


def test_an_undoing_is_undone_by_another_entry(desk, capsys):
    out(capsys, "reject", "i-Hasaka-2024-04-09")
    out(capsys, "undo", 1)
    assert main(["undo", "1"]) == 2
    capsys.readouterr()
    out(capsys, "undo", 2)
    assert len(json.loads(out(capsys, "ls", "--json"))) == 1


@pytest.mark.parametrize("words", [
    ["merge", "i-Rummana-2024-03-01", "i-none"], ["merge", "i-Rummana-2024-03-01", "i-Rummana-2024-03-01"], ["reject", "nothing"], ["undo", "9"],
    ["split", "i-Rummana-2024-03-01", "--told", "x.1"], ["set", "i-Rummana-2024-03-01", "colour", "red"],
    ["set", "i-Rummana-2024-03-01", "sub_event_type", "Nonsense"], ["set", "i-Rummana-2024-03-01", "fatalities", "many"],
], ids=" ".join)
def test_a_judgement_that_makes_no_sense_is_refused_and_not_written_down(desk, capsys, words):
    assert main(words) == 2
    assert capsys.readouterr().err.startswith("marsad: ")
    assert json.loads(out(capsys, "journal", "--json")) == []


@pytest.mark.parametrize(("text", "value"), [("3", {"low": 3, "best": 3, "high": 3}), ("2..5", {"low": 2, "best": 2, "high": 5}), ('{"low": 1}', {"low": 1})])
def test_a_figure_is_set_as_a_number_an_interval_or_json(desk, capsys, text, value):
    out(capsys, "set", "i-Rummana-2024-03-01", "fatalities", text)
    assert json.loads(json.loads(out(capsys, "journal", "--json"))[0]["value"]) == value


# ---------------------------------------------------------------- errors, pipes, start


def test_quotes_that_do_not_match_their_article_stop_the_export_with_5(desk, capsys, tmp_path):
    import sqlite3

    with sqlite3.connect(desk / "marsad.db") as database:
        database.execute("UPDATE articles SET text = replace(text, 'Rummana', 'Rammuna')")
    database.close()
    assert main(["export", "jsonl", "-o", "files"]) == 5
    assert "does not say 'Rummana" in capsys.readouterr().err
    assert list((tmp_path / "files").iterdir()) == []


def test_a_run_and_an_export_without_an_incident_end_with_4_where_that_was_asked(tmp_path, capsys):
    (tmp_path / "a.txt").write_text(PAGE.format("nothing"), encoding="utf8")
    assert main(["run", "a.txt", "-q"]) == 0
    assert main(["run", "a.txt", "-q", "--fail-empty"]) == 4
    assert main(["export", "jsonl", "-o", "files", "-q", "--fail-empty"]) == 4
    capsys.readouterr()


def test_words_that_are_no_command_end_with_2(capsys):
    assert main(["fly"]) == 2
    assert main(["run"]) == 2
    capsys.readouterr()


def test_output_into_a_pipe_that_closes_is_no_error(desk):
    script = f"{sys.executable} {ROOT / 'tests/toy_marsad.py'} ls --jsonl --project {desk} | head -c 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True)
    assert (done.returncode, done.stderr.replace("2 of 2 incidents\n", "")) == (0, "")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
@pytest.mark.parametrize("form", ["", "--json"])
def test_output_that_cannot_be_written_is_told_in_one_line(desk, form):
    script = f"{sys.executable} {ROOT / 'tests/toy_marsad.py'} ls -q {form} --project {desk} > /dev/full"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True)
    assert done.returncode == 1 and done.stderr.count("\n") == 1 and "cannot be written" in done.stderr


def test_streams_that_are_closed_from_the_start_break_nothing_and_messages_are_no_data(desk):
    command = f"{sys.executable} {ROOT / 'tests/toy_marsad.py'} ls --project {desk}"
    done = subprocess.run(["bash", "-c", f"{command} >&-"], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "2 of 2 incidents\n")
    done = subprocess.run(["bash", "-c", f"{command} --jsonl 2>&-"], capture_output=True, text=True)
    assert done.returncode == 0 and len(done.stdout.splitlines()) == 2


def test_help_answers_before_anybody_waits(tmp_path):
    def best(*command):
        taken = []
        for _ in range(5):
            begun = time.perf_counter()
            subprocess.run([sys.executable, *command], capture_output=True, check=True, cwd=ROOT)
            taken.append(time.perf_counter() - begun)
        return min(taken)

    assert best("-m", "marsad", "--help") < 8 * best("-c", "pass")


def test_help_loads_no_library_but_its_own_parser():
    script = "import sys, marsad.cli.parser as p; p.make_parser(); print(sorted(m for m in sys.modules if m in ('sqlalchemy', 'polars', 'orjson', 'tqdm')))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"


# ---------------------------------------------------------------- the terminal


def test_arabic_cells_are_isolated_on_a_terminal_and_only_there(capsys):
    screen = Screen()
    for terminal in (True, False):
        screen.terminal = terminal
        screen.table(["id", "name"], [["i1", "قاعدة الرمانة"]])
        said = capsys.readouterr().out
        assert (f"{FSI}قاعدة الرمانة{PDI}" in said) is terminal and f"{FSI}i1" not in said


def test_words_of_articles_cannot_steer_the_terminal():
    assert plain("a\x1b[31m\u202eb\nc\u2066") == "a [31mb c"


def test_marks_take_no_room_and_a_long_cell_is_cut_to_its_room():
    assert width("قاعِدَة") == 5
    assert width(cut("قاعدة الرمانة", 6)) == 6


def test_a_table_wider_than_the_window_gives_way(capsys, monkeypatch):
    monkeypatch.setattr("shutil.get_terminal_size", lambda *_: os.terminal_size((40, 20)))
    screen = Screen()
    screen.terminal = True
    screen.table(["id", "words"], [["an-id-that-is-long", "a word and another " * 9]])
    said = capsys.readouterr().out
    assert max(width(line) for line in said.splitlines()) <= 40 and "an-id-that-is-long  a word" in said


def test_a_table_with_more_columns_than_the_window_holds_names_those_it_leaves_out_and_cuts_no_day(capsys, monkeypatch):
    monkeypatch.setattr("shutil.get_terminal_size", lambda *_: os.terminal_size((50, 20)))
    screen = Screen()
    screen.terminal = True
    head = ["id", "when", "where", "what", "munitions"]
    screen.table(head, [["i1", "2024-08-01..08-31", "a long name of a place", "a long name of an act", "many rockets"]])
    said = capsys.readouterr()
    assert max(width(line) for line in said.out.splitlines()) <= 50 and "2024-08-01..08-31" in said.out
    assert "many" not in said.out and "munitions" in said.err
