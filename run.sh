#!/bin/sh
# Sets Marsad up in .venv beside this file, once, and runs it.
#
#   ./run.sh              run the main job on the sample that ships with it (makes ./sample.marsad)
#   ./run.sh test [...]   the tests; what follows goes to pytest
#   ./run.sh ARGS...      marsad ARGS..., from the folder you are in: ./run.sh ls --project desk.marsad
#
# Needs a Python >= 3.11 (or uv, which can get one) and a package index; no compiler, no Node, no root.
# MARSAD_PYTHON names the Python to use.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
venv=$here/.venv
stamp=$venv/marsad.stamp

say() { printf 'run.sh: %s\n' "$*" >&2; }

# A Python is good when it is new enough and whole: Debian's python3-minimal has no venv and no sqlite3.
good() { "$1" -c 'import sys; assert sys.version_info >= (3, 11); import venv, sqlite3, ssl, zipfile' >/dev/null 2>&1; }

find_python() {
    for python in ${MARSAD_PYTHON:+"$MARSAD_PYTHON"} python3 python3.13 python3.12 python3.11 python3.14 python; do
        if good "$python"; then
            command -v "$python"
            return
        fi
        if [ "$python" = "${MARSAD_PYTHON:-}" ]; then
            say "MARSAD_PYTHON=$python is not a whole Python >= 3.11"
            return 1
        fi
    done
    return 1
}

no_python() {
    say "no whole Python >= 3.11 found. Found:"
    for python in python3 python3.13 python3.12 python3.11 python3.14 python; do
        if command -v "$python" >/dev/null 2>&1; then
            say "  $(command -v "$python"): $("$python" --version 2>&1 | head -n 1)"
        fi
    done
    say "What to do: install one (Debian and Ubuntu: apt install python3; python3-minimal is not enough),"
    say "or install uv, or name one: MARSAD_PYTHON=/path/to/python ./run.sh"
    exit 1
}

# What a set-up was made from: when any of it changes, it is made again.
fingerprint() { cat "$here/run.sh" "$here/pyproject.toml" "$here/$1" | cksum | tr ' ' '-'; }

# A .venv serves the folder that it was made in, and only while its Python is there.
usable() { [ "$(sed -n 1p "$stamp" 2>/dev/null)" = "$here" ] && "$venv/bin/python" -c '' 2>/dev/null; }

ready() {
    usable || return 1
    case $1 in
        requirements.txt) grep -qxF -e "$(fingerprint requirements.txt)" -e "$(fingerprint requirements-test.txt)" "$stamp" ;;
        *) grep -qxF -e "$(fingerprint "$1")" "$stamp" ;;
    esac
}

with_uv() {
    [ -x "$venv/bin/python" ] || uv venv --quiet --python "$(find_python 2>/dev/null || echo '>=3.11')" "$venv" || return 1
    uv pip install --quiet --python "$venv/bin/python" --require-hashes --only-binary :all: -r "$here/$1" &&
        uv pip install --quiet --python "$venv/bin/python" --no-deps --no-build-isolation -e "$here"
}

# Every Python that is whole can do this: the pip beside this file stands in for a missing ensurepip.
with_pip() {
    if ! [ -x "$venv/bin/python" ]; then
        python=$(find_python) || no_python
        "$python" -m venv --without-pip "$venv" || return 1
    fi
    pip() { "$venv/bin/python" "$(echo "$here"/vendor/pip-*.whl)/pip" --disable-pip-version-check "$@"; }
    pip install --quiet --require-hashes --only-binary :all: -r "$here/$1" &&
        pip install --quiet --no-deps --no-build-isolation -e "$here"
}

set_up() {
    if ready "$1"; then
        return
    fi
    usable || rm -rf "$venv"
    say "setting up $venv (once; half a minute)"
    if ! { command -v uv >/dev/null 2>&1 && with_uv "$1"; }; then
        with_pip "$1" || {
            say "the set-up failed; the lines above say why. Is a package index in reach? Nothing else was changed."
            exit 1
        }
    fi
    printf '%s\n%s\n' "$here" "$(fingerprint "$1")" >"$stamp"
}

case ${1:-} in
    '')
        set_up requirements.txt
        status=0
        "$venv/bin/marsad" run "$here/marsad/sample/articles.jsonl" --project sample.marsad || status=$?
        # 3: some inputs had problems, and the rest was done.
        [ "$status" -eq 0 ] || [ "$status" -eq 3 ] || exit "$status"
        "$venv/bin/marsad" ls --project sample.marsad
        exit "$status"
        ;;
    test)
        shift
        set_up requirements-test.txt
        cd "$here"
        exec "$venv/bin/python" -m pytest -q "$@"
        ;;
    marsad)
        shift
        set_up requirements.txt
        exec "$venv/bin/marsad" "$@"
        ;;
    *)
        set_up requirements.txt
        exec "$venv/bin/marsad" "$@"
        ;;
esac
