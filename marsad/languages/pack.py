"""A language pack, compiled: every form of every term and every registry name in one lexicon.

A pack is a folder of data (`languages/<code>/`): `terms/*.tsv` (words by class), `paradigms.tsv` (how forms
are made from a word), `clitics.tsv` (what may be glued to the front of a word) and TOML for anything nested.
Inflection is generated here, once, never guessed while reading. The compiled lexicon is kept in the user's
cache folder under the hash of everything it was made from; without a writable cache it is made in memory.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import hashlib
import pathlib
import pickle
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from marsad.errors import PackError
from marsad.languages.heads import Entry, Heads, Node, Reading, packed
from marsad.text import norm

HERE = pathlib.Path(__file__).parent
FORMAT = 7
TERM_COLUMNS = ("id", "class", "form", "inflect", "features", "gloss_en", "note")
PARADIGM_COLUMNS = ("paradigm", "start", "prefix", "end", "suffix", "tags", "note")


class Rule(NamedTuple):
    start: str
    prefix: str
    end: str
    suffix: str
    tags: frozenset[str]


class Pack(NamedTuple):
    """A compiled language: `heads` maps the first word of every form to what may follow it."""

    language: str
    heads: Heads
    proclitics: tuple[tuple[str, str], ...]
    """(letters as written, letters as understood): ("لل", "ل" + "ال")."""
    settings: dict[str, dict]
    """The TOML files of the pack by stem."""
    fingerprint: str


# ---------------------------------------------------------------- data files


def rows(path: pathlib.Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """The rows of a TSV file by column name; lines that start with "#" are the table's policy.

    Raises PackError with file and line for a wrong header or a row of the wrong width.
    """
    header: tuple[str, ...] | None = None
    for number, line in enumerate(path.read_text(encoding="utf8").split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        cells = tuple(line.split("\t"))
        if header is None:
            if cells != columns:
                raise PackError(f"{path}:{number}: the columns must be {' '.join(columns)}, not {' '.join(cells)}")
            header = cells
            continue
        if len(cells) != len(columns):
            raise PackError(f"{path}:{number}: {len(cells)} cells where the header has {len(columns)}; use one TAB between cells")
        yield dict(zip(columns, cells, strict=True))


def features_of(text: str, where: str) -> dict[str, str]:
    """`type=rocket;dual` as a mapping; a bare word counts as "1"."""
    out = {}
    for part in filter(None, text.split(";")):
        key, _, value = part.partition("=")
        if not key.strip():
            raise PackError(f"{where}: features are written key=value;key=value, not {text!r}")
        out[key.strip()] = value.strip() or "1"
    return out


def read_paradigms(path: pathlib.Path) -> dict[str, list[Rule]]:
    """Paradigm name → rules. A rule replaces `start` by `prefix` and `end` by `suffix`; "!x" means "not x"."""
    out: dict[str, list[Rule]] = {}
    for row in rows(path, PARADIGM_COLUMNS):
        tags = frozenset(filter(None, row["tags"].split(",")))
        cells = [row[c].replace("-", "") if c in ("prefix", "suffix") else row[c] for c in ("start", "prefix", "end", "suffix")]
        out.setdefault(row["paradigm"], []).append(Rule(*(norm(c) if not c.startswith("!") else "!" + norm(c[1:]) for c in cells), tags))
    return out


# ---------------------------------------------------------------- inflection


def apply(rule: Rule, word: str) -> str | None:
    """The form that `rule` makes of the folded `word`, or None where it does not apply."""
    start, end = rule.start, rule.end
    for wanted, there in ((start, word.startswith), (end, word.endswith)):
        negated = wanted[:1] == "!"
        if there(wanted[1:] if negated else wanted) == negated:
            return None
    core = word[0 if start[:1] == "!" else len(start):len(word) if end[:1] == "!" else len(word) - len(end)]
    return rule.prefix + core + rule.suffix


def inflect(form: str, code: str, paradigms: Mapping[str, list[Rule]], where: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Every (folded form, tags) of `form`. `code`: a paradigm; "p+": of the first word only; "p*": of every word alike."""
    folded = norm(form)
    yield folded, frozenset()
    if code in ("", "0"):
        return
    words = folded.split()
    name, first_only, every = code.rstrip("+*"), code.endswith("+"), code.endswith("*")
    if name not in paradigms:
        raise PackError(f"{where}: no paradigm {name!r} in paradigms.tsv")
    every = every or name in ("np", "npa")
    if len(words) > 1 and not (first_only or every):
        raise PackError(f"{where}: {form!r} has several words: write {name}+ (first word inflects) or {name}* (all do)")
    for rule in paradigms[name]:
        changed = [apply(rule, word) if (i == 0 or every) else word for i, word in enumerate(words)]
        if all(c is not None for c in changed):
            yield " ".join(c for c in changed if c), rule.tags


# ---------------------------------------------------------------- compiling


def read_terms(folder: pathlib.Path) -> Iterator[tuple[Entry, str, str, str]]:
    """(entry, form, inflection code, place in the file) for every row of `terms/*.tsv`."""
    for path in sorted((folder / "terms").glob("*.tsv")):
        for number, row in enumerate(rows(path, TERM_COLUMNS), 2):
            where = f"{path.name}: {row['id']} {row['form']}"
            yield Entry(row["id"], row["class"], "term", features_of(row["features"], where)), row["form"], row["inflect"], where


def _put(heads: dict[str, Node], form: str, reading: Reading) -> None:
    words = form.split()
    if not words:
        return
    level, node = heads, None
    for word in words:
        node = level.setdefault(word, ([], {}))
        level = node[1]
    kept = node[0]
    for n, known in enumerate(kept):
        if known.entry.id == reading.entry.id and known.entry.group == reading.entry.group:
            if len(reading.tags) < len(known.tags):  # قرية is "a village" before it is "its villages"
                kept[n] = reading
            return
    kept.append(reading)


def compile_pack(language: str, names: Iterable, fingerprint: str) -> Pack:
    """Compile the pack `language` together with the registry's `names` (objects with group, id, form, strong, features)."""
    folder = HERE / language
    paradigms = read_paradigms(folder / "paradigms.tsv")
    heads: dict[str, Node] = {}
    for entry, form, code, where in read_terms(folder):
        for made, tags in inflect(form, code, paradigms, where):
            _put(heads, made, Reading(entry, tags))
    for name in names:
        features = dict(name.features) | ({} if name.strong else {"weak": "1"})
        reading = Reading(Entry(name.id, name.group, name.group, features), frozenset())
        folded = norm(name.form)
        _put(heads, folded, reading)
        if takes_article(name.group, features, folded):
            _put(heads, "ال" + folded, Reading(reading.entry, frozenset(("def",))))
        if "generic" in features and " " not in folded and len(folded) > 2 and not folded.endswith(("ون", "ين", "ات", "ان")):
            stem = folded[:-1] + "ت" if folded.endswith("ه") else folded
            for ending in ("ان", "ين"):
                _put(heads, stem + ending, Reading(reading.entry, frozenset(("dual",))))
        if "generic" in features and " " not in folded:
            for owned in with_pronoun(folded):
                _put(heads, owned, Reading(reading.entry, frozenset(("poss",))))
    proclitics = tuple((norm(r["form"]), norm(r["stands_for"])) for r in rows(folder / "clitics.tsv", ("form", "stands_for", "note")))
    settings = {p.stem: tomllib.loads(p.read_text(encoding="utf8")) for p in sorted(folder.glob("*.toml"))}
    return Pack(language, Heads(packed(heads)), proclitics, settings, fingerprint)


def takes_article(group: str, features: Mapping[str, str], form: str) -> bool:
    """Adjectives of nationality and generic actor words stand with and without the article; names do not change."""
    adjective = group == "nation" and features.get("form") not in ("name", "en")
    generic = group == "actor" and "generic" in features
    return (adjective or generic) and " " not in form and not form.startswith("ال") and not form.isascii()


def with_pronoun(form: str) -> list[str]:
    """A word for armed people with the pronoun of whose they are: its forces, their fighters, our soldiers.

    A sound plural drops its nun. A participle (مـ) takes no ه, which would be its feminine; nor does a word in ة,
    nor one with the article, any pronoun.

    >>> with_pronoun("قوات"), with_pronoun("مقاتلين")[0], with_pronoun("مسلح")[0], with_pronoun("القوات")
    (['قواته', 'قواتها', 'قواتهم', 'قواتنا'], 'مقاتليه', 'مسلحها', [])
    """
    if len(form) < 4 or form.startswith("ال") or form.endswith(("ه", "ان", "ي")):
        return []
    sound = form.endswith(("ون", "ين"))
    participle = form.startswith("م") and not sound and not form.endswith("ات")
    return [(form[:-1] if sound else form) + pronoun for pronoun in ("ه", "ها", "هم", "نا") if not (participle and pronoun == "ه")]


def _sources(language: str) -> list[pathlib.Path]:
    folder = HERE / language
    if not folder.is_dir():
        known = sorted(p.name for p in HERE.iterdir() if (p / "paradigms.tsv").exists())
        raise PackError(f"no language pack {language!r}; there are: {', '.join(known)}")
    registry = HERE.parent / "registry"
    code = [pathlib.Path(__file__), HERE / "heads.py", HERE.parent / "text.py"]
    return [*code, *sorted(p for p in (*folder.rglob("*"), *registry.glob("*")) if p.suffix in (".tsv", ".toml", ".py"))]


def fingerprint(language: str) -> str:
    """Hash of all that a compiled pack is made from: the version of the pack."""
    digest = hashlib.sha256(str(FORMAT).encode())
    for path in _sources(language):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def cache_file(language: str, mark: str) -> pathlib.Path:
    import platformdirs

    return pathlib.Path(platformdirs.user_cache_dir("marsad")) / f"pack-{language}-{mark}.pickle"


@functools.cache
def load(language: str = "ar") -> Pack:
    """The compiled pack of `language`, from the cache where it is fresh.

    >>> load("ar").language
    'ar'
    """
    mark = fingerprint(language)
    path = cache_file(language, mark)
    try:
        with path.open("rb") as file:
            return Pack(*pickle.load(file))
    except (OSError, pickle.UnpicklingError, EOFError, AttributeError, TypeError, ImportError):
        pass  # not there, or cut short by a full disk: made again below
    from marsad.registry import lookup

    with _uncollected():
        pack = compile_pack(language, lookup.load().forms(), mark)
    _keep(path, pack)
    return pack


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Without garbage collection: among a million objects in the making it takes longer than the making."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _keep(path: pathlib.Path, pack: Pack) -> None:
    """Write the cache whole or not at all; a read-only or full disk only costs the time of compiling again."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            pickle.dump(tuple(pack), file, protocol=pickle.HIGHEST_PROTOCOL)
        pathlib.Path(file.name).replace(path)
        for old in path.parent.glob(f"pack-{pack.language}-*.pickle"):
            if old != path:
                old.unlink(missing_ok=True)
    except OSError:
        return
