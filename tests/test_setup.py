"""One command sets everything up: what it installs, what it says when it cannot, and what ships."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tomllib
from importlib import resources

import pytest

from marsad.version import VERSION

ROOT = pathlib.Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))
PINNED = ("requirements.txt", "requirements-test.txt")


def pins(name):
    """Package → its line, joined, with hashes."""
    lines = (ROOT / name).read_text(encoding="utf8").replace("\\\n", "").splitlines()
    return {re.match(r"[a-z0-9-]+", line).group(): line for line in lines if line and not line.startswith("#")}


def plain(requirement):
    return re.match(r"[A-Za-z0-9_-]+", requirement).group().lower().replace("_", "-")


# ---------------------------------------------------------------- requirements


@pytest.mark.parametrize("name", PINNED)
def test_every_requirement_is_pinned_with_hashes_and_without_addresses(name):
    assert all(re.match(r"[a-z0-9-]+==\S+ ", line) and "--hash=sha256:" in line for line in pins(name).values())
    text = (ROOT / name).read_text(encoding="utf8")
    assert "://" not in text and "index" not in text and "/" not in text


def test_requirements_hold_all_that_the_project_needs():
    needed = {plain(one) for one in PROJECT["project"]["dependencies"]} | {plain(one) for one in PROJECT["dependency-groups"]["build"]}
    tested = {plain(one) for one in PROJECT["project"]["optional-dependencies"]["test"]}
    assert needed <= pins("requirements.txt").keys()
    assert needed | tested <= pins("requirements-test.txt").keys()
    assert not tested & pins("requirements.txt").keys()


def test_tests_run_with_the_versions_that_people_get():
    tested = pins("requirements-test.txt")
    assert all(tested[name] == line for name, line in pins("requirements.txt").items())


def test_the_build_backend_is_among_the_pinned():
    assert {plain(one) for one in PROJECT["build-system"]["requires"]} <= pins("requirements.txt").keys()


def test_no_lock_file_with_addresses_is_kept():
    assert "uv.lock" in (ROOT / ".gitignore").read_text(encoding="utf8").split()


def test_the_version_is_told_once():
    assert PROJECT["project"]["version"] == VERSION


# ---------------------------------------------------------------- what ships


def test_the_sample_ships_with_the_package():
    folder = resources.files("marsad") / "sample"
    lines = [json.loads(line) for line in (folder / "articles.jsonl").read_text(encoding="utf8").splitlines()]
    assert len(lines) == 24
    assert all((folder / line["path"]).is_file() for line in lines)


def test_nothing_that_the_package_needs_is_kept_out_of_git():
    """A file that .gitignore names would be missing from the wheel as well."""
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("no checkout, or no git")
    files = [str(path.relative_to(ROOT)) for path in (ROOT / "marsad").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    ignored = subprocess.run(["git", "check-ignore", "--stdin"], cwd=ROOT, input="\n".join(files), capture_output=True, text=True)
    assert ignored.returncode == 1 and not ignored.stdout


# ---------------------------------------------------------------- run.sh


@pytest.fixture
def checkout(tmp_path):
    """A checkout in a folder with a blank in its name, with an empty package, and made-up programs in front of the real ones."""
    place = tmp_path / "a checkout"
    (place / "vendor").mkdir(parents=True)
    for name in ("run.sh", "pyproject.toml", *PINNED):
        shutil.copy(ROOT / name, place)
    (tmp_path / "bin").mkdir()
    for tool in ("sh", "dirname", "cat", "cksum", "tr", "sed", "grep", "head", "rm", "mkdir", "chmod", "printf", "env", "cp", "ln"):
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool))
    return place


def program(checkout, name, script):
    path = checkout.parent / "bin" / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def run(checkout, *arguments, **environment):
    env = {"PATH": str(checkout.parent / "bin"), "HOME": str(checkout.parent)} | environment
    return subprocess.run(["sh", str(checkout / "run.sh"), *arguments], cwd=checkout.parent, env=env, capture_output=True, text=True)


def made_up_uv(checkout):
    """A uv that makes a .venv in which python works and marsad says what it was asked."""
    script = f"""echo "uv $*" >>"{checkout.parent}/calls"
case "$1" in venv)
    for last; do :; done
    mkdir -p "$last/bin"
    ln -s "{sys.executable}" "$last/bin/python"
    printf '#!/bin/sh\\necho "marsad $*"\\nexit ${{MARSAD_STATUS:-0}}\\n' >"$last/bin/marsad"
    chmod +x "$last/bin/marsad" ;;
esac"""
    program(checkout, "uv", script)


def calls(checkout):
    path = checkout.parent / "calls"
    return path.read_text().splitlines() if path.exists() else []


def test_without_a_python_it_says_what_to_do(checkout):
    done = run(checkout)
    assert done.returncode == 1 and done.stdout == ""
    assert "no whole Python >= 3.11" in done.stderr and "apt install python3" in done.stderr


def test_an_old_python_is_named_and_not_used(checkout):
    program(checkout, "python3", 'case "$1" in --version) echo Python 3.9.2;; *) exit 1;; esac')
    done = run(checkout)
    assert done.returncode == 1 and "Python 3.9.2" in done.stderr
    assert not (checkout / ".venv").exists()


def test_a_python_that_was_asked_for_and_is_not_good_is_an_error(checkout):
    done = run(checkout, MARSAD_PYTHON="/nowhere/python")
    assert done.returncode == 1 and "MARSAD_PYTHON=/nowhere/python is not" in done.stderr


def test_without_an_argument_it_runs_the_sample_and_lists_its_incidents(checkout):
    made_up_uv(checkout)
    done = run(checkout)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [f"marsad run {checkout}/marsad/sample/articles.jsonl --project sample.marsad", "marsad ls --project sample.marsad"]
    assert any("--require-hashes --only-binary :all: -r" in call and call.endswith("/requirements.txt") for call in calls(checkout))


def test_other_arguments_go_to_marsad(checkout):
    made_up_uv(checkout)
    assert run(checkout, "ls", "--json").stdout == "marsad ls --json\n"
    assert run(checkout, "marsad", "show", "two words").stdout == "marsad show two words\n"


def test_marsads_exit_code_is_handed_on(checkout):
    made_up_uv(checkout)
    assert run(checkout, "ls", MARSAD_STATUS="4").returncode == 4
    done = run(checkout, MARSAD_STATUS="1")
    assert done.returncode == 1 and len(done.stdout.splitlines()) == 1, "nothing is listed after a run that failed"


def test_a_second_time_nothing_is_set_up(checkout):
    made_up_uv(checkout)
    run(checkout, "ls")
    before = calls(checkout)
    done = run(checkout, "ls")
    assert done.stdout == "marsad ls\n" and done.stderr == "" and calls(checkout) == before


def test_changed_requirements_are_set_up_again(checkout):
    made_up_uv(checkout)
    run(checkout, "ls")
    before = calls(checkout)
    with open(checkout / "requirements.txt", "a") as file:
        file.write("# changed\n")
    run(checkout, "ls")
    assert len(calls(checkout)) > len(before)


def test_a_checkout_that_was_moved_is_set_up_anew(checkout):
    made_up_uv(checkout)
    run(checkout, "ls")
    moved = checkout.rename(checkout.parent / "elsewhere")
    done = run(moved, "ls")
    assert "setting up" in done.stderr and done.stdout == "marsad ls\n"


def test_what_the_tests_need_serves_for_running_too(checkout):
    made_up_uv(checkout)
    run(checkout, "test", "--version")
    before = calls(checkout)
    assert any(call.endswith("/requirements-test.txt") for call in before)
    run(checkout, "ls")
    assert calls(checkout) == before


def made_up_pip(checkout, status=0):
    """A pip beside run.sh, and the Python that runs these tests as the only one."""
    program(checkout, "python3", f'exec "{sys.executable}" "$@"')
    pip = checkout / "vendor" / "pip-0-py3-none-any.whl" / "pip"
    pip.mkdir(parents=True)
    script = f"""
import pathlib, sys
with open({str(checkout.parent / "calls")!r}, "a") as file:
    file.write("pip " + " ".join(sys.argv[1:]) + "\\n")
marsad = pathlib.Path(sys.prefix) / "bin" / "marsad"
marsad.write_text('#!/bin/sh\\necho "marsad $*"\\n')
marsad.chmod(0o755)
sys.exit({status})
"""
    (pip / "__main__.py").write_text(script)


def test_without_uv_and_without_pip_the_pip_beside_it_serves(checkout):
    made_up_pip(checkout)
    done = run(checkout, "ls")
    assert done.stdout == "marsad ls\n", done.stderr
    [requirements, project] = calls(checkout)
    assert "--require-hashes --only-binary :all: -r" in requirements and requirements.endswith("/requirements.txt")
    assert "--no-deps --no-build-isolation -e" in project


def test_a_set_up_that_fails_says_so_and_is_tried_again(checkout):
    made_up_pip(checkout, status=1)
    for _ in range(2):
        done = run(checkout, "ls")
        assert done.returncode == 1 and "the set-up failed" in done.stderr and done.stdout == ""
    assert len(calls(checkout)) == 2


def test_where_uv_fails_the_pip_beside_it_serves(checkout):
    made_up_pip(checkout)
    program(checkout, "uv", "exit 2")
    assert run(checkout, "ls").stdout == "marsad ls\n"


def test_one_pip_is_kept_beside_run_sh():
    assert len(list((ROOT / "vendor").glob("pip-*-py3-none-any.whl"))) == 1


def test_the_scripts_are_plain_sh():
    for script, shell in (("run.sh", "sh"), (".ci/run", "bash")):
        assert os.access(ROOT / script, os.X_OK)
        subprocess.run([shell, "-n", str(ROOT / script)], check=True)


def test_continuous_integration_calls_the_readmes_test_command():
    assert "./run.sh test" in (ROOT / ".ci" / "run").read_text()
