"""Peak memory of a run over many articles.

    python bench/memory.py [--articles 10000] [--jobs 1] [--keep DIR]

Makes a manifest of articles out of the sample (each sample article again and again, with other place names, figures and
days, and every tenth a copy of the one before under another outlet), runs `marsad run` over it in a process of its own,
and prints the most memory that a process of the run held, the seconds it took, and what came of it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import pathlib
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

ROOT = pathlib.Path(__file__).parents[1]
SAMPLE = ROOT / "marsad" / "sample"
OUTLETS = 60
DAYS = 3650
NUMBERS = ("ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة")
KINDS = ("town", "city", "village")
LIMIT_MB = 300


def names() -> list[str]:
    """Arabic names of towns and villages of the registry that mean nothing else."""
    rows = [line.split("\t") for line in (ROOT / "marsad" / "registry" / "places.tsv").read_text(encoding="utf8").splitlines()]
    towns = {row[0] for row in rows if len(row) > 1 and row[1] in KINDS}
    spelt = (line.split("\t") for line in (ROOT / "marsad" / "registry" / "place-names.tsv").read_text(encoding="utf8").splitlines())
    return sorted({row[2] for row in spelt if len(row) == 3 and row[0] in towns and row[1] == "strong" and not row[2].isascii()})


def retold(text: str, known: re.Pattern[str], towns: list[str], draw: random.Random) -> str:
    """`text` with its towns and figures changed, each town to the same other one throughout."""
    other: dict[str, str] = {}
    text = known.sub(lambda m: other.setdefault(m.group(), draw.choice(towns)), text)
    text = re.sub("|".join(NUMBERS), lambda _: draw.choice(NUMBERS), text)
    return re.sub(r"(?<![\d.:/])\d{1,2}(?![\d.:/])", lambda _: str(draw.randrange(2, 60)), text)


def manifest(count: int, seed: int = 1) -> Iterator[str]:
    """The lines of the manifest."""
    draw = random.Random(seed)
    towns = names()
    known = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, towns), key=lambda name: -len(name))) + r")\b")
    texts = [path.read_text(encoding="utf8") for path in sorted(SAMPLE.glob("*.txt"))]
    day, text = dt.date(2024, 1, 1), ""
    for n in range(count):
        if n % 10 or not text:
            text = retold(texts[n % len(texts)], known, towns, draw)
            day = dt.date(2014, 1, 1) + dt.timedelta(days=draw.randrange(DAYS))
        yield json.dumps({"text": text + ("" if n % 10 else "\n"), "published": day.isoformat(), "outlet": f"outlet {draw.randrange(OUTLETS)}"}, ensure_ascii=False)


def megabytes() -> float:
    """The most memory that a process which this one started and saw end has held."""
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return peak / (1 << 20) if sys.platform == "darwin" else peak / (1 << 10)


def measure(folder: pathlib.Path, count: int, jobs: int) -> int:
    path, project = folder / "made.jsonl", folder / "made.marsad"
    path.write_text("\n".join(manifest(count)) + "\n", encoding="utf8")
    command = [sys.executable, "-m", "marsad", "run", str(path), "--project", str(project), "--jobs", str(jobs), "--json"]
    begun = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=False)
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
