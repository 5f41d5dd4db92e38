"""The project folder: whole or unchanged, whatever happens to the process, the disk or the folder."""

from __future__ import annotations

import ctypes
import os
import pathlib
import random
import signal
import subprocess
import sys
import time

import pytest
import sqlalchemy as sa

from marsad.errors import IntegrityError, ProjectError
from marsad.store import schema
from marsad.store.project import DATABASE, Project

HERE = pathlib.Path(__file__).parent
TOY = (sys.executable, str(HERE / "toy_marsad.py"))


def page(n: int) -> str:
    return f"تقرير رقم {n} من البلدة\n\nهذا خبر قصير من المراسل في البلدة، وفيه سطر واحد للتجربة:\nRummana 2024-03-{n % 28 + 1:02} {n} killed\nثم انتهى الخبر.\n"


@pytest.fixture
def news(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    for n in range(300):
        (folder / f"{n:03}.txt").write_text(page(n), encoding="utf8")
    return folder


def marsad(*words, **more):
    return subprocess.run([*TOY, *map(str, words)], capture_output=True, text=True, timeout=120, **more)


def exported(project, folder):
    assert marsad("export", "jsonl", "-o", folder, "--project", project).returncode == 0
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir())}


# ---------------------------------------------------------------- killed, twice, at once


def test_a_run_killed_at_any_moment_is_continued_without_loss_or_doubles(tmp_path, news):
    marsad("run", news, "--project", tmp_path / "whole")
    want = exported(tmp_path / "whole", tmp_path / "want")
    rng = random.Random(7)
    killed = 0
    for _ in range(6):
        child = subprocess.Popen([*TOY, "run", news, "--project", tmp_path / "torn"], stderr=subprocess.DEVNULL)
        time.sleep(rng.uniform(0.25, 0.9))
        killed += child.poll() is None
        child.send_signal(signal.SIGKILL)
        child.wait()
    assert killed >= 3, "the runs ended before they could be killed: the test judged nothing"
    done = marsad("run", news, "--project", tmp_path / "torn")
    assert done.returncode == 0, done.stderr
    assert exported(tmp_path / "torn", tmp_path / "got") == want
    with Project(tmp_path / "torn") as project, project.look() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(schema.claims)) == 300 * 4


def test_an_interrupted_run_says_so_with_130_and_is_continued(tmp_path, news):
    child = subprocess.Popen([*TOY, "run", news, "--project", tmp_path / "p"], stderr=subprocess.PIPE, text=True, env={**os.environ, "TOY_SLOW": "1"})
    time.sleep(1.5)
    child.send_signal(signal.SIGINT)
    assert child.wait(30) == 130
    assert "the same command goes on" in child.stderr.read()
    assert marsad("run", news, "--project", tmp_path / "p").returncode == 0


def test_of_two_runs_at_once_the_second_is_told_and_the_first_goes_on(tmp_path, news):
    project = tmp_path / "p"
    first = subprocess.Popen([*TOY, "run", news, "--project", project], stderr=subprocess.PIPE, text=True, env={**os.environ, "TOY_SLOW": "1"})
    time.sleep(1.5)
    second = marsad("run", news, "--project", project)
    assert second.returncode == 1
    assert f"another run (process {first.pid}) is writing to {project}" in second.stderr
    assert marsad("ls", "--project", project).returncode == 0, "looking is allowed while a run writes"
    first.kill()
    first.wait()
    first.stderr.close()
    assert marsad("run", news, "--project", project).returncode == 0, "the lock of a killed run is gone"


def test_many_processes_give_the_same_record_as_one(tmp_path, news):
    marsad("run", news, "--project", tmp_path / "one")
    marsad("run", news, "--project", tmp_path / "many", "--jobs", 3)
    assert exported(tmp_path / "one", tmp_path / "a") == exported(tmp_path / "many", tmp_path / "b")


# ---------------------------------------------------------------- folders that are not right


def test_a_missing_project_is_an_error_that_says_how_to_make_one(tmp_path):
    with pytest.raises(ProjectError, match="marsad run ARTICLES"):
        Project(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_project_of_a_newer_schema_is_refused_and_left_alone(tmp_path):
    with Project(tmp_path / "p", create=True) as project, project.write() as connection:
        connection.execute(schema.meta.update().where(schema.meta.c.key == "schema").values(value=str(schema.SCHEMA_VERSION + 1)))
    before = (tmp_path / "p" / DATABASE).read_bytes()
    for options in ({}, {"write": True}, {"create": True}):
        with pytest.raises(ProjectError, match="newer Marsad"):
            Project(tmp_path / "p", **options)
    assert (tmp_path / "p" / DATABASE).read_bytes() == before


def test_a_folder_of_other_files_is_not_taken_for_a_project(tmp_path):
    (tmp_path / "letter.txt").write_text("dear", encoding="utf8")
    with pytest.raises(ProjectError, match="other files"):
        Project(tmp_path, create=True)
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_that_is_no_database_is_refused(tmp_path):
    (tmp_path / DATABASE).write_bytes(b"this is not a database at all, whatever its name may say" * 50)
    with pytest.raises(ProjectError, match="not a Marsad database"):
        Project(tmp_path)


def test_a_damaged_database_is_an_integrity_error(tmp_path):
    with Project(tmp_path / "p", create=True):
        pass
    file = tmp_path / "p" / DATABASE
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(IntegrityError, match="damaged"):
        Project(tmp_path / "p")


def test_a_project_begun_and_never_finished_is_made_whole_by_the_next_run(tmp_path):
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / DATABASE).write_bytes(b"")
    (tmp_path / "p" / "lock").write_bytes(b"99\n")
    with pytest.raises(ProjectError, match="begun and never finished"):
        Project(tmp_path / "p")
    with Project(tmp_path / "p", create=True):
        pass


# ---------------------------------------------------------------- rights and room


def _obey_rights() -> None:
    """Root may write anywhere; without this capability it is bound by a folder's rights like anybody (Linux)."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            if libc.prctl(24, capability, 0, 0, 0) != 0:  # PR_CAPBSET_DROP
                raise OSError(ctypes.get_errno(), "rights cannot be given up")


@pytest.fixture
def bound(tmp_path):
    """Options of a process that is bound by the rights of folders."""
    if sys.platform == "win32":
        pytest.skip("rights of folders are of another kind there")
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o555)
    try:
        tried = subprocess.run([sys.executable, "-c", f"open({str(shut / 'x')!r}, 'w')"], capture_output=True, preexec_fn=_obey_rights)
    except subprocess.SubprocessError:
        pytest.skip("this root cannot give up its rights")
    assert b"PermissionError" in tried.stderr
    return {"preexec_fn": _obey_rights}


def test_a_project_in_a_read_only_folder_is_a_clear_error(tmp_path, bound):
    (tmp_path / "a.txt").write_text(page(3), encoding="utf8")
    shut = tmp_path / "shut"
    done = marsad("run", tmp_path / "a.txt", "--project", shut / "p", **bound)
    assert done.returncode == 1 and "cannot be made" in done.stderr and "Choose another --project" in done.stderr
    done = marsad("run", tmp_path / "a.txt", "--project", shut, **bound)
    assert done.returncode == 1 and "cannot be written" in done.stderr
    assert list(shut.iterdir()) == []


def test_a_project_that_may_only_be_read_can_be_read(tmp_path, bound):
    project = tmp_path / "p"
    (tmp_path / "a.txt").write_text(page(3), encoding="utf8")
    assert marsad("run", tmp_path / "a.txt", "--project", project).returncode == 0
    for path in project.iterdir():
        path.chmod(0o444)
    project.chmod(0o555)
    done = marsad("ls", "--json", "--project", project, **bound)
    assert done.returncode == 0 and "Rummana" in done.stdout, done.stderr
    done = marsad("run", tmp_path / "a.txt", "--project", project, **bound)
    assert done.returncode == 1 and "cannot be written" in done.stderr


def test_a_full_disk_is_a_clear_error_and_the_same_command_goes_on_when_there_is_room(tmp_path, news):
    if sys.platform == "win32":
        pytest.skip("no limit on files to set there")
    import resource

    project = tmp_path / "p"
    few = tmp_path / "few" / "news"
    few.mkdir(parents=True)
    (few / "000.txt").write_text(page(0), encoding="utf8")
    assert marsad("run", few, "--project", project).returncode == 0
    before = exported(project, tmp_path / "before")
    limit = (project / DATABASE).stat().st_size + 20_000

    def little_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    full = marsad("run", news, "--project", project, preexec_fn=little_room)
    assert full.returncode == 1, full.stderr
    assert "Traceback" not in full.stderr and "run the same command again" in full.stderr
    assert exported(project, tmp_path / "after")["incidents.jsonl"] == before["incidents.jsonl"]
    assert marsad("run", news, "--project", project).returncode == 0
    marsad("run", news, "--project", tmp_path / "q")
    assert exported(project, tmp_path / "a") == exported(tmp_path / "q", tmp_path / "b")


def test_a_new_project_on_a_full_disk_leaves_nothing_behind(tmp_path, news):
    if sys.platform == "win32":
        pytest.skip("no limit on files to set there")
    import resource

    full = marsad("run", news, "--project", tmp_path / "p", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000)))
    assert full.returncode == 1 and "Traceback" not in full.stderr, full.stderr
    assert not (tmp_path / "p").exists()
