"""Read hand-coded articles, export, grade: the quality floors of `bench/floors.toml`.

    python bench/gold.py [seeds|dev1|dev1-a|dev1-b] [--undated] [--show] [--check] [--shared DIR]

`dev1-a` is the half of the hand-coded articles that the reader was developed on, `dev1-b` the half kept apart
(`bench/halves.toml`); whole clusters stand on one side, so that no incident is in both.
"""

from __future__ import annotations

import argparse
import pathlib
import subprocess
import sys
import tempfile
import tomllib

HERE = pathlib.Path(__file__).parent


def halves() -> dict[str, list[str]]:
    """The names of the articles of each half."""
    return tomllib.loads((HERE / "halves.toml").read_text(encoding="utf8"))


def gold_of(name: str, shared: pathlib.Path, folder: pathlib.Path) -> tuple[pathlib.Path, pathlib.Path]:
    """(gold file, manifest) for `name`; a half gets a gold file with its own rows only."""
    import yaml

    if name == "seeds":
        return shared / "gold" / "seeds.yaml", shared / "seeds" / "articles.jsonl"
    manifest = shared / "gold" / "dev1" / "articles.jsonl"
    whole = shared / "gold" / "dev1" / "gold.yaml"
    if name == "dev1":
        return whole, manifest
    keep = set(halves()[name.removeprefix("dev1-")])
    gold = yaml.safe_load(whole.read_text(encoding="utf8"))
    gold["articles"] = {k: v for k, v in gold["articles"].items() if k in keep}
    gold["incidents"] = [i for i in gold["incidents"] if set(i["evidence"]) & keep]
    kept = {i["id"] for i in gold["incidents"]}
    for incident in gold["incidents"]:
        incident["evidence"] = {k: v for k, v in incident["evidence"].items() if k in keep}
    for part in ("claims", "tallies", "traps"):
        gold[part] = [r for r in gold[part] if r["article"] in keep and r.get("incident", next(iter(kept))) in kept]
    target = folder / f"{name}.yaml"
    target.write_text(yaml.safe_dump(gold, allow_unicode=True), encoding="utf8")
    lines = [line for line in manifest.read_text(encoding="utf8").splitlines() if any(f'"{k}.txt"' in line for k in keep)]
    part = folder / "articles.jsonl"
    part.write_text("\n".join(line.replace('"path": "', f'"path": "{manifest.parent}/') for line in lines) + "\n", encoding="utf8")
    return target, part


def run(sources: list[str], folder: pathlib.Path) -> pathlib.Path:
    """Run Marsad over `sources` in a fresh project; the export's folder."""
    project, export = folder / "bench.marsad", folder / "export"
    base = [sys.executable, "-m", "marsad"]
    done = subprocess.run([*base, "run", *sources, "--project", str(project), "-q"], check=False)
    if done.returncode not in (0, 3):
        raise SystemExit(f"marsad run ended with {done.returncode}")
    subprocess.run([*base, "export", "jsonl", "-o", str(export), "--project", str(project), "-q"], check=True)
    return export


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("name", choices=["seeds", "dev1", "dev1-a", "dev1-b"])
    ask.add_argument("--undated", action="store_true")
    ask.add_argument("--show", action="store_true")
    ask.add_argument("--check", action="store_true", help="end with 1 below a floor of floors.toml")
    ask.add_argument("--shared", type=pathlib.Path, default=HERE.parent.parent / "shared")
    args = ask.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        gold, manifest = gold_of(args.name, args.shared, folder)
        sources = [str(manifest)]
        if args.undated:
            sources = sorted(str(p) for p in (manifest.parent.glob("*.txt")))
        export = run(sources, folder)
        flags = ["--undated"] if args.undated else []
        score = [sys.executable, str(args.shared / "gold" / "score.py"), str(gold), str(export), *flags]
        if not args.check:
            return subprocess.run([*score, *(["--show"] if args.show else [])], check=False).returncode
        return check(args.name + ("-undated" if args.undated else ""), score)


def check(name: str, score: list[str]) -> int:
    """Compare a grade with its floors; print each that is missed."""
    import json

    got = json.loads(subprocess.run([*score, "--json"], check=True, capture_output=True, text=True).stdout)
    floors = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf8"))[name]
    missed = [(k, got[k], v) for k, v in floors.get("least", {}).items() if got[k] < v]
    missed += [(k, got[k], v) for k, v in floors.get("most", {}).items() if got[k] > v]
    for key, value, floor in missed:
        print(f"{name}: {key} is {value:.3f}, the floor is {floor}")
    print(f"{name}: overall {got['overall']:.3f}" + ("" if missed else ", floors held"))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
