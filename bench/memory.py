"""Peak memory of a run over many articles.

    python bench/memory.py [--articles 10000] [--jobs 1] [--keep DIR]

Makes a manifest of articles out of the sample, runs `marsad run` over it in a process of its own, and prints the most
memory that a process of the run held, the seconds it took, and what came of it. A made article has the build of a
sample article and words of its own: places, figures, days, verbs, weapons, people and half of all other words are drawn
from those of the sample that stand in the same place of a sentence, so that no two articles are copies by accident.
Every tenth is a copy of the one before, under another outlet.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import pathlib
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator

ROOT = pathlib.Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from marsad.extract.article import scanner  # noqa: E402
from marsad.languages import pack  # noqa: E402
from marsad.mentions import Page  # noqa: E402
from marsad.registry import lookup  # noqa: E402

SAMPLE = ROOT / "marsad" / "sample"
OUTLETS = 60
DAYS = 3650
SWAPPED = frozenset(("act", "people", "say.verb", "time.weekday", "time.part", "time.relday", "num.word", "weapon", "site"))
"""Classes whose words are drawn anew: of the same class, form and clitics."""
LEFT = 0.5
"""Share of the words that the pack does not know which stay as they are."""
LIMIT_MB = 300
RUNAWAY_MB = 6000
"""Address space at which a process of the run is refused more."""

Piece = tuple[str, tuple | None]
"""A stretch of text, and the pool that another may be drawn from."""


def towns() -> list[str]:
    """Arabic names of towns and villages of the registry that mean nothing else."""
    settlements = {id for id, place in lookup.load().places.items() if place.precision == "settlement"}
    return sorted({n.form for n in lookup.load().forms() if n.group == "place" and n.strong and n.id in settlements and not n.form.isascii()})


def pieces(page: Page) -> Iterator[Piece]:
    """A page in pieces; what lies between two words is a piece of its own."""
    settlements = lookup.load().places
    at, k = 0, 0
    while k < len(page.tokens):
        token, hits = page.tokens[k], page.at.get(k, [])
        hit = hits[0] if hits else None
        end = page.tokens[hit.j - 1].end if hit else token.end
        start = hit.start if hit else token.start
        yield page.text[at:start], None
        yield page.text[start:end], _pool(token.norm, token.kind, hit, settlements)
        at, k = end, hit.j if hit else k + 1
    yield page.text[at:], None


def _pool(word: str, kind: str, hit, settlements) -> tuple | None:
    if hit is None:
        return ("word", word.startswith("ال"), word[-1:] in "هي", len(word) // 3) if kind == "word" and len(word) > 3 else ("number", len(word)) if kind == "number" and word.isdigit() else None
    if hit.group == "place":
        strong = "weak" not in hit.entry.features and hit.entry.id in settlements and settlements[hit.entry.id].precision == "settlement"
        return ("town",) if strong else None
    return (hit.cls, hit.tags, hit.entry.features.get("form"), hit.j - hit.i == 1) if hit.cls in SWAPPED else None


def manifest(count: int, seed: int = 1) -> Iterator[str]:
    """The lines of the manifest."""
    draw, read = random.Random(seed), scanner(pack.load("ar"))
    pages = [[*pieces(read.page(path.read_text(encoding="utf8")))] for path in sorted(SAMPLE.glob("*.txt"))]
    pools: dict[tuple, list[str]] = defaultdict(list)
    for page in pages:
        for text, pool in page:
            if pool is not None:
                pools[pool].append(text)
    pools["town",] = towns()
    day, text = dt.date(2024, 1, 1), ""
    for n in range(count):
        if n % 10 or not text:
            text = _made(pages[n % len(pages)], pools, draw)
            day = dt.date(2014, 1, 1) + dt.timedelta(days=draw.randrange(DAYS))
        yield json.dumps({"text": text + ("" if n % 10 else "\n"), "published": day.isoformat(), "outlet": f"outlet {draw.randrange(OUTLETS)}"}, ensure_ascii=False)


def _made(page: list[Piece], pools: dict[tuple, list[str]], draw: random.Random) -> str:
    """One article: a town of the page is the same other town throughout."""
    other: dict[str, str] = {}
    out = []
    for text, pool in page:
        if pool is None or pool[0] == "word" and draw.random() < LEFT:
            out.append(text)
        elif pool == ("town",):
            out.append(other.setdefault(text, draw.choice(pools[pool])))
        else:
            out.append(draw.choice(pools[pool]))
    return "".join(out)


def megabytes() -> float:
    """The most memory that a process which this one started and saw end has held."""
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return peak / (1 << 20) if sys.platform == "darwin" else peak / (1 << 10)


def _bounded() -> None:
    """A run that goes astray ends, and does not take the machine with it."""
    resource.setrlimit(resource.RLIMIT_AS, (RUNAWAY_MB << 20, RUNAWAY_MB << 20))


def measure(folder: pathlib.Path, count: int, jobs: int) -> int:
    path, project = folder / "made.jsonl", folder / "made.marsad"
    path.write_text("\n".join(manifest(count)) + "\n", encoding="utf8")
    command = [sys.executable, "-m", "marsad", "run", str(path), "--project", str(project), "--jobs", str(jobs), "--json"]
    begun = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=False, preexec_fn=_bounded)
    seconds = time.perf_counter() - begun
    if done.returncode not in (0, 3):
        raise SystemExit(f"marsad run ended with {done.returncode}")
    told = json.loads(done.stdout)
    how = f"python bench/memory.py --articles {count} --jobs {jobs}"
    peak = megabytes()
    print(f"# {count} articles made from the sample, {path.stat().st_size / 1e6:.0f} MB of manifest; {told['incidents']} incidents, {len(told['problems'])} problems")
    print(f"{'peak memory of a process':36} {f'{peak:.0f} MB (limit {LIMIT_MB})':28} {how}")
    print(f"{'seconds by the clock':36} {f'{seconds:.0f} s':28} {how}")
    for stage, spent in told["seconds"].items():
        print(f"{'  ' + stage:36} {f'{spent:.0f} s':28} {how}")
    size = sum(p.stat().st_size for p in project.rglob("*") if p.is_file())
    print(f"{'project on disk':36} {f'{size / 1e6:.0f} MB':28} {how}")
    return int(peak > LIMIT_MB)


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--articles", type=int, default=10_000)
    ask.add_argument("--jobs", type=int, default=1)
    ask.add_argument("--keep", type=pathlib.Path, metavar="DIR", help="leave the manifest and the project there")
    args = ask.parse_args()
    if args.keep:
        args.keep.mkdir(parents=True, exist_ok=True)
        return measure(args.keep, args.articles, args.jobs)
    with tempfile.TemporaryDirectory() as folder:
        return measure(pathlib.Path(folder), args.articles, args.jobs)


if __name__ == "__main__":
    sys.exit(main())
