"""Why a claim is there, and what each layer made of some words; by function and by command."""

from __future__ import annotations

import dataclasses
import json

import pytest

from one_article import article, kit, reading
from marsad.cli import main
from marsad.explain import explain_claim, explain_text, terms_by_id

TEXT = "قال مصدر طبي إن ثلاث قذائف سقطت على بلدة كفرنبل أمس وأصيب طفل."


def tried(text: str) -> list[str]:
    return list(explain_text(article(text), *kit()))


def claims(text: str):
    page = article(text)
    return page, {c.field: c for one in reading(page).incidents for c in one.claims}


# ---------------------------------------------------------------- a text


def test_every_layer_of_a_told_act_is_shown():
    said = "\n".join(tried(TEXT))
    for part in ("triage     ", "domain     news", "sentence   (body) قال مصدر طبي", "سقطت = shell.saqata", "event    shelling", "«بلدة كفرنبل» by target: Kafr Nabl",
                 "moment   «أمس»", "munition «ثلاث قذائف»", "harm     «أصيب طفل»", "incident   ", "injuries       «أصيب طفل» low=1, high=1"):
        assert part in said, part


def test_a_sentence_without_an_act_says_so():
    assert any("no word of the pack names an act here" in line for line in tried("افتتحت البلدية حديقة في مدينة عفرين."))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("نفى الجيش قصف مدينة منبج.", "not real: denied"), ("هددت الحركة بقصف مدينة حيفا.", "not real: threat"),
        ("قصفت المدفعية بعنف ظهر اليوم.", "in no incident"), ("قصفت المدفعية بلدة كفرنبل.", "real, told in "),
    ],
)
def test_what_became_of_an_act_is_said(text, why):
    assert any(line.startswith("  event") and why in line for line in tried(text)), tried(text)


def test_an_act_on_which_a_relative_clause_tells_is_shown_too():
    assert any(line.startswith("  event    generic") for line in tried("وقع أمس الهجوم الذي أودى بثلاثة جنود في مدينة الشدادي."))


def test_a_tally_is_shown():
    assert any(line.startswith("tally      fatalities") and line.endswith("340..340") for line in tried("قتل 340 شخصا في المحافظة منذ بداية العام."))


def test_every_incident_that_is_read_is_explained():
    told = reading(article(TEXT)).incidents
    assert [line.split()[1] for line in tried(TEXT) if line.startswith("incident ")] == [one.key for one in told]


@pytest.mark.parametrize("text", ["", "\n\n", "…", "قصف"])
def test_no_text_is_too_short_to_be_explained(text):
    assert tried(text)


# ---------------------------------------------------------------- a claim


def test_a_claim_is_shown_with_its_words_in_their_place_its_speaker_and_what_made_it():
    page, made = claims(TEXT)
    said = list(explain_claim(made["occurrence"], page, *kit()))
    assert f"claim      {made['occurrence'].id}" == said[0]
    (shown,) = [line for line in said if line.startswith("words ")]
    assert f"[{made['occurrence'].evidence.quote}]" in shown
    (speaker,) = [line for line in said if line.startswith("speaker ")]
    assert "جريدة الأثر (outlet) → " in speaker and "(medical)" in speaker
    assert any(line.startswith("made by    shell.saqata  term, act: ") for line in said)


def test_everything_that_made_a_claim_is_named_by_what_it_is():
    page, made = claims(TEXT)
    for claim in made.values():
        lines = [line for line in explain_claim(claim, page, *kit()) if line.startswith("made by ")]
        assert len(lines) == len(claim.made_by) > 0
        assert all(any(word in line for word in ("  term, ", "  place, ", "  actor, ", "  frame ", "  rule")) for line in lines)
    places = [line for line in explain_claim(made["where"], page, *kit()) if "  place, " in line]
    assert any("Kafr Nabl" in line for line in places)


def test_a_claim_at_the_edge_of_its_page_and_of_an_unknown_maker_is_explained():
    page, made = claims("قصفت المدفعية بلدة كفرنبل")
    claim = dataclasses.replace(made["where"], made_by=("no.such.term",))
    assert list(explain_claim(claim, page, *kit()))[-1] == "made by    no.such.term  rule"


def test_every_term_of_the_pack_has_a_class_and_a_gloss():
    known = terms_by_id(kit()[0])
    assert len(known) > 1_000
    assert all(": " in shown and shown.endswith(".tsv)") for shown in known.values())


# ---------------------------------------------------------------- the command


def test_the_command_explains_words_without_a_project(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["explain", "--text", TEXT, "--published", "2024-05-15"]) == 0
    said = capsys.readouterr()
    assert said.err == "" and "the article's own date: 2024-05-15" in said.out and "earliest=2024-05-14" in said.out
    assert list(tmp_path.iterdir()) == []


def test_the_command_gives_its_lines_as_json(capsys):
    assert main(["explain", "--json", "--text", TEXT]) == 0
    lines = json.loads(capsys.readouterr().out)
    assert any(line.startswith("  event    shelling") for line in lines)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "name a claim"), (("c0123456789abcdef", "--text", TEXT), "name a claim"), (("--text", "good morning to all of you, dear readers"), "Marsad reads: ar"),
        (("--text", TEXT, "--published", "yesterday"), "is no date"), (("--text", TEXT, "--language", "xx"), "Marsad reads: ar"),
    ],
)
def test_what_the_command_cannot_do_it_says_with_exit_code_2(capsys, words, said):
    assert main(["explain", *words]) == 2
    assert said in capsys.readouterr().err


def test_the_command_explains_every_claim_of_a_project(capsys, tmp_path):
    page = tmp_path / "news.txt"
    page.write_text("قصف على كفرنبل\n\nقال مصدر طبي إن ثلاث قذائف سقطت على بلدة كفرنبل في 14 أيار 2024 وأصيب طفل في القصف المدفعي.\n", encoding="utf8")
    project = str(tmp_path / "p.marsad")
    assert main(["run", str(page), "-q", "--project", project]) == 0
    capsys.readouterr()
    assert main(["ls", "--jsonl", "--project", project]) == 0
    (incident,) = [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()]
    assert main(["show", incident, "--json", "--project", project]) == 0
    found = json.loads(capsys.readouterr().out)["claims"]
    assert found
    for claim in found:
        assert main(["explain", claim["id"], "--project", project]) == 0
        assert claim["id"] in capsys.readouterr().out
