"""Every case of `cases/ar/speakers.toml`: the chain behind the outlet, and how sure it is told."""

from __future__ import annotations

import pathlib
import tomllib

import pytest

from marsad.extract.scan import Scanner
from marsad.extract.segments import segment
from marsad.extract.speakers import attribute
from marsad.languages import pack as packs
from marsad.registry import lookup

CASES = tomllib.loads((pathlib.Path(__file__).parent / "cases/ar/speakers.toml").read_text(encoding="utf8"))["case"]


@pytest.fixture(scope="module")
def read():
    pack, registry = packs.load("ar"), lookup.load()
    scanner = Scanner(pack)

    def attribution(text: str, outlet: str | None = None):
        page = scanner.page(text)
        return attribute(page, segment(page, pack), pack, registry, outlet)

    return attribution


def names(link) -> set[str]:
    """How a case may call a link: its name or its printed words, "*" for a source that is not named."""
    mark = "*" if link.anonymous else ""
    return {" ".join(called.split()) + mark for called in (link.name, link.surface) if called}


def marked(case):
    return pytest.mark.xfail(strict=True, reason=case["reason"]) if case["provenance"] == "known_failure" else ()


@pytest.mark.parametrize("case", [pytest.param(c, marks=marked(c), id=c["reason"]) for c in CASES])
def test_a_case_has_its_chain(read, case):
    attribution = read(case["text"], case.get("outlet"))
    for said in case["says"]:
        start = case["text"].index(said["words"])
        chain = attribution.chain(start, start + len(said["words"]))
        wanted = [part.strip() for part in said["chain"].split(">")] if said["chain"] else []
        assert chain[0].kind == "outlet"
        assert len(chain) - 1 == len(wanted) and all(w in names(link) for w, link in zip(wanted, chain[1:], strict=True)), (said, chain[1:])
        assert attribution.certainty(start, start + len(said["words"])) == said.get("sure", "stated")
