"""News in, record out, with every stage as it is: the sample that ships with Marsad, through the command line."""

from __future__ import annotations

import json
import pathlib
import shutil
import subprocess
import sys

import jsonschema
import pytest

import marsad

ROOT = pathlib.Path(__file__).parents[1]
SCHEMA = json.loads((ROOT / "docs/incident.schema.json").read_text(encoding="utf8"))
SAMPLE = ROOT / "marsad/sample/articles.jsonl"


def command(*words, code=0):
    done = subprocess.run([sys.executable, "-m", "marsad", *map(str, words)], capture_output=True, text=True, cwd=ROOT, timeout=300)
    assert done.returncode == code, done.stderr
    return done


def exported(project, folder):
    command("export", "jsonl", "-o", folder, "--project", project)
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    project = tmp_path_factory.mktemp("desk") / "desk.marsad"
    command("run", SAMPLE, "--project", project)
    return project


@pytest.fixture(scope="module")
def record(desk):
    files = exported(desk, desk.parent / "out")
    return {name.removesuffix(".jsonl"): [json.loads(line) for line in lines.splitlines()] for name, lines in files.items()}


def test_every_exported_incident_is_valid_by_the_schema(record):
    assert len(record["incidents"]) > 10
    for incident in record["incidents"]:
        jsonschema.validate(incident, SCHEMA)


def test_every_quote_stands_in_its_article_where_it_says(record):
    texts = {article["id"]: article["text"] for article in record["articles"]}
    said = [claim["evidence"] for incident in record["incidents"] for claim in incident["claims"]] + [tally["evidence"] for tally in record["tallies"]]
    assert all(texts[e["article"]][e["start"]:e["end"]] == e["quote"] for e in said)


def test_every_id_that_the_record_names_is_in_the_record(record):
    articles = {a["id"] for a in record["articles"]}
    incidents = {i["id"] for i in record["incidents"]}
    for incident in record["incidents"]:
        claims = {c["id"] for c in incident["claims"]}
        assert set(incident["reports"]) <= articles
        assert {link["incident"] for link in incident["links"]} <= incidents
        assert {name for conflict in incident["conflicts"] for name in conflict["claims"]} <= claims


def test_a_second_run_and_many_processes_change_nothing(desk, tmp_path):
    before = exported(desk, tmp_path / "before")
    command("run", SAMPLE, "--project", desk)
    assert exported(desk, tmp_path / "again") == before
    command("run", SAMPLE, "--project", tmp_path / "many", "--jobs", 2)
    assert exported(tmp_path / "many", tmp_path / "out") == before


def test_articles_that_come_one_by_one_give_the_same_incidents(desk, tmp_path):
    lines = SAMPLE.read_text(encoding="utf8").splitlines()
    texts = [json.loads(line) for line in lines]
    for entry in texts:
        entry["text"] = (SAMPLE.parent / entry["path"]).read_text(encoding="utf8")
    for n, part in enumerate((texts[12:], texts[:7], texts[7:12])):
        manifest = tmp_path / f"{n}.jsonl"
        manifest.write_text("\n".join(json.dumps(entry, ensure_ascii=False) for entry in part), encoding="utf8")
        command("run", manifest, "--project", tmp_path / "parts")
    assert exported(tmp_path / "parts", tmp_path / "a")["incidents.jsonl"] == exported(desk, tmp_path / "b")["incidents.jsonl"]


def test_every_incident_can_be_shown_and_every_claim_explained(desk, record):
    for incident in record["incidents"][:3]:
        page = command("show", incident["id"], "--project", desk).stdout
        assert all(claim["id"] in page for claim in incident["claims"])
    claim = record["incidents"][0]["claims"][0]
    assert claim["evidence"]["quote"].split()[0] in command("explain", claim["id"], "--project", desk).stdout


def test_the_frames_of_the_sample_hold_what_the_files_hold(desk, record):
    with marsad.open(desk) as project:
        assert project.incidents()["id"].to_list() == [i["id"] for i in record["incidents"]]
        assert project.claims().height == sum(len(i["claims"]) for i in record["incidents"])


def test_check_and_doctor_find_the_package_sound(desk):
    assert command("check").stdout == ""
    assert "!!" not in command("doctor", "--project", desk).stdout


def test_an_article_comes_in_through_standard_input(tmp_path):
    text = SAMPLE.parent.joinpath("d01.txt").read_bytes()
    done = subprocess.run([sys.executable, "-m", "marsad", "run", "-", "--json", "--project", tmp_path / "p"], input=text, capture_output=True, cwd=ROOT)
    assert done.returncode == 0 and json.loads(done.stdout)["incidents"] >= 1, done.stderr


def test_words_can_be_tried_without_a_project():
    told = command("explain", "--text", "قتل جنديان في قصف على قاعدة عين الأسد أمس", "--published", "2024-03-02").stdout
    assert "2024-03-01" in told and "fatalities" in told


# ---------------------------------------------------------------- judgements, through the real joining


@pytest.fixture
def judged(desk, tmp_path):
    shutil.copytree(desk, tmp_path / "judged")
    return tmp_path / "judged"


def listed(project):
    return {i["id"]: i for i in json.loads(command("ls", "--json", "--project", project).stdout)}


def test_a_merge_survives_later_runs_and_its_undoing_gives_the_record_of_before(judged, record):
    before = listed(judged)
    one, other = [i["id"] for i in record["incidents"] if len(i["reports"]) == 1][:2]
    command("merge", one, other, "--by", "rim", "--project", judged)
    merged = listed(judged)
    assert len(merged) == len(before) - 1
    [dead] = {one, other} - set(merged)
    [living] = {one, other} & set(merged)
    assert json.loads(command("show", dead, "--json", "--project", judged).stdout)["id"] == living
    command("run", SAMPLE, "--project", judged)
    assert listed(judged) == merged
    command("undo", 1, "--by", "rim", "--project", judged)
    assert listed(judged) == before


def test_a_report_that_is_split_off_becomes_an_incident_of_its_own(judged, record):
    whole = next(i for i in record["incidents"] if len(i["reports"]) > 1)
    told = json.loads(command("show", whole["id"], "--json", "--project", judged).stdout)["told"]
    command("split", whole["id"], "--told", told[-1], "--project", judged)
    assert len(listed(judged)) == len(record["incidents"]) + 1


def test_a_value_that_is_set_and_a_claim_that_is_rejected_are_shown_as_judged(judged, record):
    told = next(i for i in record["incidents"] if i["fatalities"]["best"])
    command("set", told["id"], "fatalities", "40..50", "--project", judged)
    assert listed(judged)[told["id"]]["fatalities"] == {"low": 40, "best": 40, "high": 50}
    page = command("show", told["id"], "--project", judged).stdout
    assert "set by a person" in page
    command("undo", 1, "--project", judged)
    for claim in told["claims"]:
        if claim["field"] == "fatalities":
            command("reject", claim["id"], "--project", judged)
    assert listed(judged)[told["id"]]["fatalities"] == {"low": None, "best": None, "high": None}
    assert "[rejected]" in command("show", told["id"], "--project", judged).stdout


def test_an_incident_that_is_rejected_leaves_the_record_and_comes_back_under_its_id(judged, record):
    name = record["incidents"][0]["id"]
    command("reject", name, "--project", judged)
    assert name not in listed(judged)
    command("undo", 1, "--project", judged)
    assert name in listed(judged)


# ---------------------------------------------------------------- without a project


def test_quantities_are_read_from_any_text():
    assert [(q.low, q.high) for q in marsad.read_quantities("إصابة أكثر من عشرين جنديا بصاروخين")] == [(21, None), (2, 2)]


def test_a_date_is_no_quantity():
    assert marsad.read_quantities("في 12 آذار 2024") == ()


def test_moments_are_read_from_any_text_with_and_without_an_anchor():
    import datetime

    [known] = marsad.read_moments("وقع القصف أمس", anchor=datetime.date(2024, 3, 2))
    assert known.earliest.startswith("2024-03-01")
    [open_] = marsad.read_moments("وقع القصف أمس")
    assert open_.earliest is None


def test_one_article_is_read_without_a_project():
    text = "قتل جنديان وأصيب خمسة آخرون في قصف بثمانية صواريخ على قاعدة عين الأسد غربي العراق مساء الخميس، بحسب مصدر أمني."
    told = marsad.read_article(text, published="2024-03-02", outlet="نشرة الوادي")
    assert len(told.incidents) == 1
    assert told.incidents[0].fatalities.best == 2
    assert all(text[c.evidence.start:c.evidence.end] == c.evidence.quote for c in told.claims)


@pytest.mark.parametrize(("words", "more"), [("قتل جنديان في قصف على البلدة", {"published": "yesterday"}), ("قتل جنديان", {"language": "xx"})])
def test_a_call_that_makes_no_sense_is_a_usage_error(words, more):
    with pytest.raises(marsad.UsageError):
        marsad.read_article(words, **more)
