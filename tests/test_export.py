"""What people take away: exactly by the schema, every quote in its article, whole files or none, every key explained."""

from __future__ import annotations

import importlib.util
import json
import os
import pathlib

import jsonschema
import pytest

import made_up
from marsad import record
from marsad.errors import IntegrityError, ProjectError
from marsad.export.jsonl import check_quote, export
from marsad.model import Evidence, Figure, Problem
from marsad.store import articles, frames, problems, view
from marsad.store.project import Project

ROOT = pathlib.Path(__file__).parents[1]
SCHEMA = json.loads((ROOT / "docs/incident.schema.json").read_text(encoding="utf8"))


@pytest.fixture
def project(tmp_path):
    with Project(tmp_path / "p", create=True) as project:
        with project.write() as connection:
            for name in ("a1", "a2"):
                articles.receive(connection, made_up.article(name=name, path=f"{name}.txt", outlet="نشرة الوادي"), run=1)
            view.replace(connection, [made_up.incident("a1", "i1"), made_up.incident("a2", "i2")], [made_up.tally("a1")], {})
            problems.record(connection, [Problem(stage="ingest", place="x.txt", rule="empty-file", message="nothing in it")], run=1)
        yield project


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]


def test_every_line_of_the_incidents_is_valid_by_the_schema(project, tmp_path):
    assert export(project, tmp_path / "out") == {"incidents.jsonl": 2, "articles.jsonl": 2, "tallies.jsonl": 1, "problems.jsonl": 1}
    for incident in lines(tmp_path / "out/incidents.jsonl"):
        jsonschema.validate(incident, SCHEMA)


def test_every_quote_of_the_files_stands_in_the_text_of_the_files(project, tmp_path):
    export(project, tmp_path / "out")
    texts = {a["id"]: a["text"] for a in lines(tmp_path / "out/articles.jsonl")}
    said = [c["evidence"] for i in lines(tmp_path / "out/incidents.jsonl") for c in i["claims"]] + [t["evidence"] for t in lines(tmp_path / "out/tallies.jsonl")]
    assert said and all(texts[e["article"]][e["start"]:e["end"]] == e["quote"] for e in said)


@pytest.mark.parametrize("evidence", [
    Evidence(article="a1", start=0, end=4, quote="خطأ "), Evidence(article="a1", start=1, end=5, quote=made_up.TEXT[0:4]),
    Evidence(article="a9", start=0, end=4, quote=made_up.TEXT[0:4]), Evidence(article="a1", start=3, end=3, quote=""),
], ids=["other words", "elsewhere", "no such article", "no words"])
def test_a_quote_that_its_article_does_not_hold_is_an_integrity_error(evidence):
    with pytest.raises(IntegrityError):
        check_quote(evidence, {"a1": made_up.article()}, "claim c1")


def test_a_broken_quote_leaves_the_files_of_before_in_place(project, tmp_path):
    export(project, tmp_path / "out")
    before = {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()}
    broken = made_up.claim(evidence=Evidence(article="a1", start=0, end=3, quote="xyz"))
    with project.write() as connection:
        view.replace(connection, [made_up.incident("a1", "i1", claims=(broken,))], [], {})
    with pytest.raises(IntegrityError):
        export(project, tmp_path / "out")
    assert {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()} == before


def test_an_export_where_a_file_stands_in_the_way_is_a_clear_error(project, tmp_path):
    (tmp_path / "out").write_text("a file", encoding="utf8")
    with pytest.raises(ProjectError, match="cannot be written"):
        export(project, tmp_path / "out")


def test_exported_articles_can_be_read_again_as_a_manifest(project, tmp_path):
    import datetime

    from marsad.ingest import read_sources

    export(project, tmp_path / "out")
    found = list(read_sources([str(tmp_path / "out/articles.jsonl")], stdin=None, clock=lambda: datetime.datetime.now(datetime.UTC)))
    assert made_up.TEXT in [getattr(a, "text", None) for a in found]


# ---------------------------------------------------------------- frames


def test_frames_have_the_same_columns_and_types_with_and_without_rows(project, tmp_path):
    with Project(tmp_path / "empty", create=True) as empty:
        for name, schema in (("incidents", frames.INCIDENTS), ("claims", frames.CLAIMS), ("articles", frames.ARTICLES)):
            assert dict(getattr(project, name)().schema) == dict(getattr(empty, name)().schema) == schema


def test_frames_hold_the_record(project):
    incidents, claims, articles_ = project.incidents(), project.claims(), project.articles()
    assert incidents["fatalities_best"].to_list() == [2, 2] and str(incidents["first_day"][0]) == "2023-03-19"
    assert claims.height == 16 and claims.filter(field="weapons")["low"].to_list() == [8, 8]
    assert claims["speaker"][0] == "security source" and claims["chain"][0].to_list() == ["نشرة الوادي", "security source"]
    text = dict(articles_.select("id", "text").rows())
    assert all(text[a][s:e] == q for a, s, e, q in claims.select("article", "start", "end", "quote").rows())


def test_frames_become_pandas_where_pandas_is(project):
    pytest.importorskip("pandas"), pytest.importorskip("pyarrow")
    for frame in (project.incidents(), project.claims(), project.articles()):
        assert list(frame.to_pandas().columns) == frame.columns


def test_a_forwarded_id_leads_to_the_living_one_over_two_merges_and_lives_again_when_they_are_undone(project):
    one, two, three = (made_up.incident("a1", n) for n in ("i1", "i2", "i3"))
    with project.write() as connection:
        view.replace(connection, [one, two, three], [], {})
        view.replace(connection, [two, three], [], {"i1": "i2"})
        view.replace(connection, [three], [], {"i2": "i3"})
        assert view.incident(connection, "i1").id == view.living_id(connection, "i1") == "i3"
        view.replace(connection, [one, three], [], {"i2": "i3"})
        assert view.incident(connection, "i1").id == "i1" and view.incident(connection, "i2").id == "i3"


# ---------------------------------------------------------------- every key is explained


def flat(value, at=""):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from flat(inner, f"{at}.{key}" if at else key)
    elif isinstance(value, list):
        for inner in value or [None]:
            yield from flat(inner, f"{at}[]")
    else:
        yield at


def keys() -> set[tuple[str, str]]:
    """(table, key) of everything that leaves Marsad."""
    parts = made_up.claim(value=Figure(low=6, high=6, parts=((5, "soldiers"),)))
    told = made_up.incident(where=made_up.claims()[2].value.__class__(name="X", name_ar=None, precision="site", sites=("Y",)), perpetrators=made_up.incident().targets)
    incident = record.public_incident(told)
    out = {("values of claims", f"{c.field}.{key}") for c in (*made_up.claims(), parts) if c.field not in ("injuries",) for key in flat(record.public_value(c.value))}
    out = {(t, k) for t, k in out if not k.endswith(("where.sites", "parts[]"))} | {("values of claims", "where.sites[]")}
    for claim in incident["claims"]:
        claim["value"] = None
    tables = {
        "incidents.jsonl": incident, "articles.jsonl": record.public_article(made_up.article()), "tallies.jsonl": record.public_tally(made_up.tally()),
        "problems.jsonl": record.public_problem(Problem(stage="s", place="p", rule="r", message="m")),
    }
    out |= {(table, key) for table, value in tables.items() for key in flat(value)}
    for name, schema in (("incidents", frames.INCIDENTS), ("claims", frames.CLAIMS), ("articles", frames.ARTICLES)):
        out |= {(f"marsad.open(path).{name}()", column) for column in schema}
    return out


def dictionary():
    spec = importlib.util.spec_from_file_location("data_dictionary", ROOT / "scripts/data_dictionary.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_column_is_in_the_data_dictionary_and_none_that_is_not_there():
    explained = [(table, column) for table, column, _ in dictionary().rows()]
    assert len(explained) == len(set(explained)) > 100
    assert sorted(keys() - set(explained)) == [] and sorted(set(explained) - keys()) == []
    assert all(meaning.strip() for _, _, meaning in dictionary().rows())


def test_the_data_dictionary_is_fresh():
    assert (ROOT / "docs/data-dictionary.md").read_text(encoding="utf8") == dictionary().page(), "run scripts/data_dictionary.py"


def test_no_draft_is_left_beside_the_files(project, tmp_path):
    export(project, tmp_path / "out")
    assert sorted(os.listdir(tmp_path / "out")) == ["articles.jsonl", "incidents.jsonl", "problems.jsonl", "tallies.jsonl"]
