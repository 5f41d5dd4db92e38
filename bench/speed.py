"""How fast Marsad reads, starts and passes by. One line a figure, each with what it is measured by.

    python bench/speed.py [reading] [start] [triage] [--texts DIR] [--times N]

reading: articles a second on one core through extract, resolve and gather, pack loaded; beside it, over the same texts
         in the same run, what folding and tokens alone cost and what one plain regular expression over the text costs.
         Machines differ; the ratios hardly do.
start:   seconds from the command to its end: `marsad --help`, a run with nothing to do, a run over one sentence, and the
         first run of all, which compiles the pack.
triage:  articles a second where 5 % tell of conflict and 95 % are other news (bench/quiet.py), and how many of each it
         took for the other.

Seconds of reading and triage are processor time, so that a busy machine disturbs them little. The best of N is told.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT), str(HERE)]

from marsad.extract.article import extract  # noqa: E402
from marsad.gather import gather  # noqa: E402
from marsad.languages import pack  # noqa: E402
from marsad.model import Article  # noqa: E402
from marsad.pipeline import article_of  # noqa: E402
from marsad.registry import lookup  # noqa: E402
from marsad.resolve.known import resolve  # noqa: E402
from marsad.text import fold, tokens  # noqa: E402
from marsad.triage import load_triage, worth_reading  # noqa: E402

# What a script with one regular expression would look for: it finds words, and tells nothing of what they are to each other.
PLAIN = re.compile(
    r"(?:قصف|غارة|غارات|هجوم|هجمات|انفجار|اشتباكات|استهدف\w*|اغتيال|اعتقل\w*|خطف\w*)|(?:قتل|مقتل|أصيب|إصابة|جرح)\s+(\w+)"
    r"|(\w+)\s+(?:قتيل\w*|قتلى|جريح\w*|جرحى|صواريخ|قذائف)|(?:قال|قالت|أفاد\w*|ذكر\w*|أعلن\w*|بحسب|وفق)\s+(\w+)"
)
FIGURES = ("reading", "start", "triage")
SENTENCE = "قتل مدنيان في قصف على بلدة كفرنبل أمس."


def tell(name: str, figure: str, how: str) -> None:
    """One line: what, how much, by what."""
    print(f"{name:36} {figure:28} {how}", flush=True)


def best(work: Callable[[], object], times: int) -> float:
    """Least processor seconds of `times` calls."""
    seconds = []
    for _ in range(times):
        begun = time.process_time()
        work()
        seconds.append(time.process_time() - begun)
    return min(seconds)


def each(work: Callable[[Article], object], articles: Iterable[Article]) -> Callable[[], None]:
    def all_of_them() -> None:
        for article in articles:
            work(article)

    return all_of_them


# ---------------------------------------------------------------- reading


def texts(folder: pathlib.Path | None) -> tuple[str, list[Article]]:
    """(name, articles) of the folder asked for, else of ../shared/seeds, else of the sample."""
    wanted = [folder] if folder else [ROOT.parent / "shared" / "seeds", ROOT / "marsad" / "sample"]
    for place in wanted:
        found = sorted(place.glob("*.txt"))
        if found:
            return place.name, [article_of(path.read_text(encoding="utf8"), language="ar", published="2024-06-01") for path in found]
    raise SystemExit(f"no .txt files in {wanted[0]}")


def reading(name: str, articles: Sequence[Article], times: int) -> None:
    """Extract, resolve and gather, against two baselines."""
    words, registry = pack.load("ar"), lookup.load()

    def read(article: Article) -> None:
        found = extract(article, words, registry)
        gather(article, found, resolve(found, registry))

    each(read, articles)()  # the scanner and the caches of words are made once a process
    whole = best(each(read, articles), times)
    found = [extract(article, words, registry) for article in articles]
    extracting = best(each(lambda a: extract(a, words, registry), articles), times)
    resolving = best(lambda: [resolve(one, registry) for one in found], times)
    floor = best(each(lambda a: tokens(fold(a.text)), articles), 3 * times)
    plain = best(each(lambda a: PLAIN.findall(a.text), articles), 3 * times)
    how, count = "python bench/speed.py reading", len(articles)
    print(f"# {count} articles of {name}, {sum(len(a.text) for a in articles) // count} letters each, one core")
    tell("reading alone", f"{count / whole:.0f} articles/s", how)
    tell("  of which extract, resolve, gather", " ".join(f"{1000 * s / count:.1f} ms" for s in (extracting, resolving, whole - extracting - resolving)), how)
    tell("  fold and tokens alone", f"{count / floor:.0f} articles/s, 1 : {whole / floor:.0f}", how)
    tell("  one regular expression", f"{count / plain:.0f} articles/s, 1 : {whole / plain:.0f}", how)


# ---------------------------------------------------------------- start


class Took(NamedTuple):
    """Seconds from a command to its end, by the clock and of processors."""

    clock: float
    processor: float

    def __str__(self) -> str:
        return f"{self.clock:.2f} s ({self.processor:.2f} s busy)"


def took(arguments: Sequence[str], environment: dict[str, str], times: int) -> Took:
    """The quickest of `times` calls of marsad."""
    found = []
    for _ in range(times):
        begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run([sys.executable, "-m", "marsad", *arguments], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        clock, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
        found.append(Took(clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime))
        if done.returncode:
            raise SystemExit(f"marsad {' '.join(arguments)} ended with {done.returncode}: {done.stderr.decode()}")
    return min(found)


def start(times: int) -> None:
    """The command line, from cold and from warm."""
    with tempfile.TemporaryDirectory() as folder:
        text = pathlib.Path(folder) / "one.txt"
        text.write_text(SENTENCE + "\n", encoding="utf8")
        project = ["--project", str(pathlib.Path(folder) / "bench.marsad"), "-q"]
        warm = {**os.environ, "PYTHONPATH": str(ROOT)}
        cold = {**warm, "XDG_CACHE_HOME": folder, "HOME": folder}
        pack.load("ar")  # whatever is stale is compiled before the clock runs
        how = "python bench/speed.py start"
        print("# from the command to its end; busy: on processors, which a busy machine changes less")
        tell("start: marsad --help", str(took(["--help"], warm, times)), how)
        took(["run", str(text), *project], warm, 1)
        tell("start: a run with nothing to do", str(took(["run", *project], warm, times)), how)
        tell("start: a run over one sentence", str(_fresh(text, folder, warm, times)), how)
        tell("start: the same, pack not compiled", str(_fresh(text, folder, cold, 1)), how)


def _fresh(text: pathlib.Path, folder: str, environment: dict[str, str], times: int) -> Took:
    """Each time into a project of its own."""
    return min(took(["run", str(text), "--project", tempfile.mkdtemp(dir=folder) + "/new.marsad", "-q"], environment, 1) for _ in range(times))


# ---------------------------------------------------------------- triage


def triage(times: int, count: int = 2000) -> None:
    """Passing by what is not worth reading."""
    from quiet import pages

    sample = [path.read_text(encoding="utf8") for path in sorted((ROOT / "marsad" / "sample").glob("*.txt"))]
    loud = [article_of(sample[n % len(sample)], language="ar") for n in range(count // 20)]
    quiet = [article_of(text, language="ar") for text in pages(count - len(loud))]
    words = load_triage("ar")
    seconds = best(each(lambda a: worth_reading(a, words), [*loud, *quiet]), times)
    missed = sum(not worth_reading(a, words).worth for a in loud)
    vain = sum(worth_reading(a, words).worth for a in quiet)
    how = "python bench/speed.py triage"
    print(f"# {len(loud)} articles of the sample among {len(quiet)} of bench/quiet.py, one core")
    tell("triage", f"{count / seconds:.0f} articles/s", how)
    tell("  conflict passed by, other read", f"{missed} of {len(loud)}, {vain} of {len(quiet)}", how)


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("figures", nargs="*", metavar="FIGURE", help="reading, start or triage (all of them)")
    ask.add_argument("--texts", type=pathlib.Path, help="a folder of Arabic .txt articles to read")
    ask.add_argument("--times", type=int, default=5, help="the best of so many (5)")
    args = ask.parse_args()
    wanted = args.figures or [*FIGURES]
    if strange := set(wanted) - set(FIGURES):
        ask.error(f"no figure {', '.join(strange)}; there are {', '.join(FIGURES)}")
    if "reading" in wanted:
        reading(*texts(args.texts), args.times)
    if "start" in wanted:
        start(args.times)
    if "triage" in wanted:
        triage(args.times)
    return 0


if __name__ == "__main__":
    sys.exit(main())
