"""What lies between the stages: nothing lost, nothing double, the same again, bad pages set aside."""

from __future__ import annotations

import dataclasses
import os

import pytest

import stand_ins
from marsad import pipeline
from marsad.export.jsonl import export
from marsad.store import articles, problems, view
from marsad.store.project import Project


@pytest.fixture(autouse=True)
def toy(monkeypatch):
    stand_ins.install(monkeypatch)


def page(line):
    return f"تقرير من البلدة عن يوم طويل\n\nهذا خبر قصير من المراسل في البلدة، وفيه سطر واحد للتجربة:\n{line}\nثم انتهى الخبر عند هذا السطر.\n"


@pytest.fixture
def news(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    for n in range(7):
        (folder / f"{n}.txt").write_text(page(f"Rummana 2024-03-0{n // 2 + 1} {n + 1} killed"), encoding="utf8")
    return folder


def run(tmp_path, *paths, **more):
    with Project(tmp_path / "desk.marsad", create=True) as project:
        return pipeline.run([str(p) for p in paths], project, **more)


def files(tmp_path, name="out"):
    with Project(tmp_path / "desk.marsad") as project:
        export(project, tmp_path / name)
    return {p.name: p.read_bytes() for p in sorted((tmp_path / name).iterdir())}


def incidents(tmp_path):
    with Project(tmp_path / "desk.marsad") as project, project.look() as connection:
        return list(view.listed(connection))


def test_articles_become_incidents_and_reports_of_one_are_joined(tmp_path, news):
    outcome = run(tmp_path, news)
    assert (outcome.new, outcome.read, outcome.incidents, outcome.problems) == (7, 7, 4, ())
    assert [len(i.reports) for i in incidents(tmp_path)] == [2, 2, 2, 1]


def test_a_file_name_that_is_no_text_is_read_like_any_other(tmp_path, news):
    odd = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")
    try:
        with open(odd, "w", encoding="utf8") as file:
            file.write(page("Rummana 2024-07-07 3 killed"))
    except OSError:
        pytest.skip("this disk takes no such names")
    outcome = run(tmp_path, odd)
    assert (outcome.new, outcome.incidents, outcome.problems) == (1, 1, ())
    assert b"caf\xef\xbf\xbd.txt" in files(tmp_path)["articles.jsonl"]


def test_a_second_run_reads_nothing_and_changes_nothing(tmp_path, news):
    run(tmp_path, news)
    before = files(tmp_path)
    again = run(tmp_path, news)
    assert (again.new, again.known, again.read) == (0, 7, 0)
    assert files(tmp_path, "again") == before


def test_the_order_in_which_articles_come_does_not_matter(tmp_path, news):
    one, other = tmp_path / "one", tmp_path / "other"
    paths = sorted(news.iterdir())
    for place, order in ((one, paths), (other, paths[::-1])):
        place.mkdir()
        for path in order:
            run(place, path)
    assert files(one) == files(other)


def test_more_articles_later_give_what_all_at_once_give(tmp_path, news):
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir(), other.mkdir()
    paths = sorted(news.iterdir())
    run(one, *paths)
    run(other, *paths[:3])
    run(other, *paths[2:])
    assert files(one) == files(other)


def test_a_page_that_breaks_the_reader_is_a_problem_and_the_rest_is_read(tmp_path, news):
    (news / "bad.txt").write_text(page("!boom"), encoding="utf8")
    outcome = run(tmp_path, news)
    assert outcome.incidents == 4
    assert [(p.stage, p.rule) for p in outcome.problems] == [("read", "reader-failed")]
    assert "AssertionError: boom" in outcome.problems[0].message


def test_the_problems_of_known_articles_are_told_again_by_a_second_run(tmp_path, news):
    (news / "bad.txt").write_text(page("!boom"), encoding="utf8")
    assert run(tmp_path, news).problems == run(tmp_path, news).problems != ()


def test_a_problem_is_closed_when_its_file_is_mended(tmp_path, news):
    (news / "empty.txt").write_bytes(b"")
    assert [p.rule for p in run(tmp_path, news).problems] == ["empty-file"]
    (news / "empty.txt").write_text(page("Rummana 2024-05-05 3 killed"), encoding="utf8")
    assert run(tmp_path, news).problems == ()
    with Project(tmp_path / "desk.marsad") as project, project.look() as connection:
        assert list(problems.standing(connection)) == []


def test_the_same_bytes_under_two_names_are_one_article_and_a_problem(tmp_path, news):
    (news / "copy.txt").write_bytes((news / "0.txt").read_bytes())
    for _ in range(2):
        outcome = run(tmp_path, news)
        assert [p.rule for p in outcome.problems] == ["same-article"]
    assert len(incidents(tmp_path)[0].reports) == 2


def test_an_article_of_a_folder_that_comes_again_by_itself_is_known_and_no_problem(tmp_path, news):
    run(tmp_path, news)
    outcome = run(tmp_path, news / "0.txt")
    assert (outcome.known, outcome.read, outcome.problems) == (1, 0, ())


def test_a_new_reader_reads_everything_again_and_the_old_claims_stay(tmp_path, news, monkeypatch):
    run(tmp_path, news)
    monkeypatch.setattr(pipeline, "reader_mark", lambda: "another")
    outcome = run(tmp_path)
    assert (outcome.new, outcome.read, outcome.incidents) == (0, 7, 4)
    with Project(tmp_path / "desk.marsad") as project, project.look() as connection:
        from marsad.store.schema import claims, generations

        assert len(connection.execute(generations.select()).all()) == 2
        assert len(connection.execute(claims.select()).all()) == 2 * 7 * 4


def test_what_is_told_about_a_known_article_is_filled_in_and_it_is_read_again(tmp_path, news):
    run(tmp_path, news)
    told = dict(published="2024-03-05", outlet="The Valley")
    with Project(tmp_path / "desk.marsad", write=True) as project:
        with project.look() as connection:
            article = next(articles.everything(connection))
        with project.write() as connection:
            assert articles.receive(connection, dataclasses.replace(article, **told), run=9) == "changed"
            assert articles.receive(connection, dataclasses.replace(article, **told), run=9) == "known"
    assert run(tmp_path).read == 1


def test_a_run_that_fails_between_the_stages_is_finished_by_the_next(tmp_path, news, monkeypatch):
    def broken(*_):
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "reconcile", broken)
        with pytest.raises(RuntimeError):
            run(tmp_path, news)
    assert incidents(tmp_path) == []
    assert run(tmp_path).incidents == 4


def test_an_article_in_a_language_without_a_pack_is_kept_and_not_read(tmp_path, news):
    persian = "نیروهای ارتش در شهر پس از درگیری‌های شدید عقب‌نشینی کردند و چند نفر کشته شدند.\nRummana 2024-03-01 9 killed\n"
    (news / "persian.txt").write_text(persian * 3, encoding="utf8")
    outcome = run(tmp_path, news)
    assert [p.rule for p in outcome.problems] == ["language-not-read"]
    assert (outcome.new, incidents(tmp_path)[0].fatalities.high) == (8, 2)
