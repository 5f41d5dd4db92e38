"""What must not stand in the tree, and what the data must hold: each rule is fed a breach as well."""

from __future__ import annotations

import collections
import pathlib
import re
import shutil
import subprocess
import tomllib
import unicodedata

import pytest

from marsad.check import check
from marsad.errors import PackError
from marsad.extract.article import extract
from marsad.languages import pack
from marsad.languages.check import check_pack
from marsad.mentions import EventMention
from marsad.pipeline import article_of, languages
from marsad.registry import lookup

ROOT = pathlib.Path(__file__).parents[1]
PACKAGE = ROOT / "marsad"
LEFT_OUT = frozenset((".git", ".venv", "__pycache__", ".pytest_cache", ".hypothesis", "build", "dist"))
"""Folders that are made and not kept, where there is no git to say so."""

# ---------------------------------------------------------------- the tree

# A path of one computer: it tells who wrote the file and works nowhere else.
MACHINE_PATH = re.compile(r"(?<![\w.~:/-])/(?:work|farm|home|root|Users|mnt|media|tmp|var/tmp|private/tmp)/[\w.]|[A-Za-z]:\\(?:Users|Documents)")
# Hosts of package indexes, and options that name one: what to install from is the user's choice.
INDEX_HOST = re.compile(
    r"\b(?:[\w-]+\.)*(?:pypi|pythonhosted|npmjs|yarnpkg|anaconda|rubygems|crates|golang|maven|debian|ubuntu)\.(?:org|com|io|net)\b"
    r"|\b[\w-]*(?:pypi|devpi|artifactory|nexus|registry|mirror)[\w-]*(?:\.[a-z][\w-]*)+:\d+"
    r"|\b(?:extra-)?index[-]url\b|--find[-]links\b|\btrusted[-]host\b", re.IGNORECASE,
)
ADDRESS = re.compile(r"\b[a-z][a-z0-9+]{1,9}://([^\s/\"'<>()\[\]`|]+)")
KNOWN_HOSTS = frozenset(("creativecommons.org", "example.org", "json-schema.org", "www.apache.org", "www.geonames.org"))
"""Addresses that readers are sent to; nothing is fetched from them."""
LOCK_FILES = frozenset(("uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock", "package-lock.json", "yarn.lock", "pnpm-lock.yaml"))
WHO_WROTE_IT = re.compile(r"\bsub[ -]?agents?\b|\bhelper[ ]agents?\b|\bco[-]authored[-]by\b", re.IGNORECASE)


def kept() -> list[pathlib.Path]:
    """The files of the project: what git keeps, or all but what is made."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        told = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z"], check=True, capture_output=True).stdout.decode()
        found = [ROOT / name for name in told.split("\0") if name]
    else:
        found = [p for p in ROOT.rglob("*") if not LEFT_OUT & set(p.relative_to(ROOT).parts) and ".marsad" not in str(p)]
    return sorted(p for p in found if p.is_file())


def text_of(path: pathlib.Path) -> str:
    """The text of a file; of one that is none (the wheel that is kept here), nothing."""
    try:
        return path.read_text(encoding="utf8")
    except UnicodeDecodeError:
        return ""


def breaches(name: str, text: str) -> list[str]:
    """What must not stand in a file, one line a breach."""
    out = [f"{name}: a lock file holds the addresses of one index; keep requirements*.txt"] if pathlib.PurePath(name).name in LOCK_FILES else []
    for number, line in enumerate(text.split("\n"), 1):
        for rule, found in (("a path of one computer", MACHINE_PATH.search(line)), ("a package index", INDEX_HOST.search(line)),
                            ("a word of who wrote it", WHO_WROTE_IT.search(line))):
            if found:
                out.append(f"{name}:{number}: {rule}: {found.group()}")
        out += [f"{name}:{number}: an address that is not known: {host}" for host in ADDRESS.findall(line) if host not in KNOWN_HOSTS]
    if str(ROOT) in text:
        out.append(f"{name}: the path of this checkout")
    return out


def test_the_tree_holds_no_machine_paths_no_index_hosts_and_no_lock_files():
    files = kept()
    assert len(files) > 200
    assert [one for path in files for one in breaches(str(path.relative_to(ROOT)), text_of(path))] == []


@pytest.mark.parametrize(
    ("name", "text", "rule"),
    [
        ("a.py", "open('" + "/" + "home/me/news.txt')", "path of one computer"), ("a.md", "see " + "/" + "work/main/x", "path of one computer"),
        ("a.sh", "cd " + "/" + "tmp/x", "path of one computer"), ("a.md", "C:" + "\\Users\\me", "path of one computer"),
        ("a.txt", "files.python" + "hosted.org", "package index"), ("a.toml", "https:" + "//py" + "pi.org/simple", "package index"),
        ("a.sh", "pip install --extra-in" + "dex-url x", "package index"), ("a.txt", "my-mirr" + "or.lan:8080", "package index"),
        ("a.md", "https:" + "//somewhere.net/x", "address that is not known"), ("uv.lock", "", "lock file"),
        ("web/package-lock.json", "{}", "lock file"), ("a.md", "made by a sub" + "agent", "who wrote it"), ("a.py", str(ROOT), "path of this checkout"),
    ],
)
def test_what_must_not_stand_in_the_tree_is_seen(name, text, rule):
    assert any(rule in one for one in breaches(name, text))


@pytest.mark.parametrize("text", ["https://www.apache.org/licenses/", "`/path/to/python`", "docs/work/plan.md", "ratio 3/home/4", "the registry: places.tsv"])
def test_ordinary_text_is_no_breach(text):
    assert breaches("a.md", text) == []


# ---------------------------------------------------------------- the data

FORBIDDEN = re.compile("[\ufb50-\ufdff\ufe70-\ufeff\u06cc\u06a9\u06be\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069]")
OTHER_LANGUAGES = "languages.tsv"
"""The words by which ingest knows Persian, Urdu and Sorani, in their own letters."""
DATA = (".tsv", ".toml")
"""The sample's articles are left out: a page is kept as it was received."""


def unclean(path: pathlib.Path) -> list[str]:
    """Faults of form that any table of data can have, packs, registries and cases alike."""
    raw = path.read_bytes()
    text = raw.decode("utf8")
    out = [what for what, wrong in (
        ("a byte order mark", raw.startswith(b"\xef\xbb\xbf")), ("line ends other than LF", b"\r" in raw), ("no line end at its end", not raw.endswith(b"\n")),
        ("not NFC", not unicodedata.is_normalized("NFC", text)),
    ) if wrong]
    if path.name != OTHER_LANGUAGES and "tests" not in path.parts:  # cases may hold what the press prints
        out += [f"line {n}: U+{ord(found.group()):04X}" for n, line in enumerate(text.split("\n"), 1) if not line.startswith("#") and (found := FORBIDDEN.search(line))]
    return [f"{path.name}: {what}" for what in out]


def test_packs_and_registries_are_canonical_and_sound():
    assert check() == []


def test_every_table_of_data_is_clean_text():
    files = [p for folder in (PACKAGE, ROOT / "tests" / "cases") for p in folder.rglob("*") if p.suffix in DATA]
    assert len(files) > 30
    assert [fault for path in sorted(files) for fault in unclean(path)] == []


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("id\n\ufef7\n", "U+FEF7"), ("id\nم\u06cc\n", "U+06CC"), ("id\nقا\u0640عدة\n", "U+0640"), ("id\n\u200fقصف\n", "U+200F"), ("id\nقصف\u200b\n", "U+200B"),
        ("\ufeffid\n", "byte order mark"), ("id\r\n", "line ends"), ("id", "no line end"), ("id\nا\u0654\n", "not NFC"),
    ],
)
def test_an_unclean_table_is_seen(tmp_path, content, fault):
    path = tmp_path / "terms.tsv"
    path.write_bytes(content.encode())
    assert any(fault in one for one in unclean(path))


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A copy of the Arabic pack that may be spoilt."""
    shutil.copytree(pack.HERE / "ar", tmp_path / "ar", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(pack, "HERE", tmp_path)
    return tmp_path / "ar"


def spoil(path: pathlib.Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf8")


def test_the_copied_pack_is_sound_before_it_is_spoilt(copied):
    assert check_pack("ar") == []


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("zz.last\tact\tعاش\u0640\tv\t\tlast\t", "U+0640"), ("zz.last\tact\tم\u06cc\tv\t\tlast\t", "U+06CC"), ("aa.first\tact\tعاش\tv\t\tfirst\t", "canonical"),
        ("zz.last\t\tعاش\tv\t\tno class\t", "a class are needed"), ("zz.آخر\tact\tعاش\tv\t\tid in Arabic\t", "an id in ASCII"),
    ],
)
def test_a_spoilt_row_of_a_term_table_is_seen(copied, row, fault):
    path = copied / "terms" / "remote.tsv"
    path.write_text(path.read_text(encoding="utf8") + row + "\n", encoding="utf8")
    assert any(fault in one for one in check_pack("ar"))


def test_a_form_that_stands_twice_is_seen(copied):
    path = copied / "terms" / "remote.tsv"
    lines = path.read_text(encoding="utf8").split("\n")
    lines.insert(-1, lines[-2] + "twice")
    path.write_text("\n".join(lines), encoding="utf8")
    assert any("stands twice" in one for one in check_pack("ar"))


def test_a_frame_without_counter_example_and_code_in_a_pack_are_seen(copied):
    spoil(copied / "frames.toml", "not_examples", "no_examples")
    copied.joinpath("rules.py").write_text("", encoding="utf8")
    found = check_pack("ar")
    assert any("must not read" in one for one in found) and any("data only" in one for one in found)


# ---------------------------------------------------------------- terms

UNREAD_FEATURES = frozenset("anon attempt direction explains kin loc traps".split())
"""Features that stand in the tables and that no code asks for yet: read them, or take them out, and then out of here."""


def terms(language: str) -> list[tuple[pack.Entry, str, str, str]]:
    return list(pack.read_terms(pack.HERE / language))


def code() -> str:
    return "\n".join(p.read_text(encoding="utf8") for p in sorted(PACKAGE.rglob("*.py")))


def unasked(names: set[str], source: str) -> set[str]:
    """Names that no string of the code holds; of a class "time.unit" the beginning "time." or "time" will do."""
    def asked(name: str) -> bool:
        parts = name.split(".")
        starts = [".".join(parts[:n]) for n in range(1, len(parts) + 1)]
        return any(f'"{start}{dot}"' in source for start in starts for dot in ("", "."))
    return {name for name in names if not asked(name)}


def test_there_is_a_pack_to_judge():
    assert "ar" in languages() and len(terms("ar")) > 10_000


@pytest.mark.parametrize("language", languages())
def test_every_term_table_loads_and_every_form_can_be_made(language):
    paradigms = pack.read_paradigms(pack.HERE / language / "paradigms.tsv")
    counts = collections.Counter(entry.cls for entry, form, code, where in terms(language) for _ in pack.inflect(form, code, paradigms, where))
    assert counts["act"] > 5_000 and min(counts.values()) > 0


@pytest.mark.parametrize(
    ("row", "fault"),
    [("zz.last\tact\tعاش\tv", "4 cells"), ("zz.last\tact\tعاش\tnone\t\tno such paradigm\t", "no paradigm"), ("zz.last\tact\tعاش هنا\tv\t\ttwo words\t", "several words"),
     ("zz.last\tact\tعاش\t\t=1\tno key\t", "key=value")],
)
def test_a_row_that_does_not_load_is_an_error_that_names_it(copied, row, fault):
    path = copied / "terms" / "remote.tsv"
    path.write_text(path.read_text(encoding="utf8") + row + "\n", encoding="utf8")
    with pytest.raises(PackError, match=fault):
        test_every_term_table_loads_and_every_form_can_be_made("ar")


@pytest.mark.parametrize("language", languages())
def test_every_act_names_a_frame_and_a_kind_that_there_are(language):
    frames = set(tomllib.loads((pack.HERE / language / "frames.toml").read_text(encoding="utf8")))
    kinds = set(tomllib.loads((PACKAGE / "gather" / "kinds.toml").read_text(encoding="utf8"))["kind"])
    acts = [(where, entry.features) for entry, _, _, where in terms(language) if entry.cls == "act"]
    assert [where for where, features in acts if features.get("frame") not in frames or features.get("kind") not in kinds] == []


@pytest.mark.parametrize("language", languages())
def test_no_class_and_no_feature_stands_in_the_tables_for_nothing(language):
    source = code()
    assert unasked({entry.cls for entry, *_ in terms(language)}, source) == set()
    assert unasked({name for entry, *_ in terms(language) for name in entry.features}, source) - UNREAD_FEATURES == set()


def test_a_class_that_nothing_reads_is_seen():
    assert unasked({"act", "time.unit", "odd.word", "odd"}, 'if h.cls == "act" or h.cls.startswith("time.")') == {"odd.word", "odd"}


# ---------------------------------------------------------------- frames

FAILING = {
    "مظاهرة فنية": "a protest is read in what is a show",
    "ضبطت الشرطة صواريخ في مدينة كركوك": "read as an arrest (frame seize), not as weapons found",
}
"""Examples that the reader does not yet take as the frame says, and why. One that it takes fails here: take it out."""


def examples(which: str, language: str = "ar") -> list:
    """(frame, sentence) for every example of `frames.toml`; the failing ones marked so."""
    frames = tomllib.loads((pack.HERE / language / "frames.toml").read_text(encoding="utf8"))
    found = [(name, text) for name, frame in frames.items() if "prepositions" in frame for text in frame.get(which, ())]
    return [pytest.param(*one, marks=pytest.mark.xfail(strict=True, reason=FAILING[one[1]])) if one[1] in FAILING else one for one in found]


def events(text: str) -> tuple[EventMention, ...]:
    """What is read in a sentence as an act that took place."""
    return tuple(e for e in extract(article_of(text, language="ar"), pack.load("ar"), lookup.load()).events if e.stance.real)


@pytest.mark.parametrize(("frame", "text"), examples("examples"))
def test_a_frame_reads_its_examples(frame, text):
    assert frame in {event.frame for event in events(text)}


@pytest.mark.parametrize(("frame", "text"), examples("not_examples"))
def test_a_frame_does_not_read_its_counter_examples(frame, text):
    assert events(text) == (), frame


def test_there_are_frames_to_judge_and_the_judge_tells_them_apart():
    assert len(examples("examples")) >= 28 and len(examples("not_examples")) >= 14
    assert "hit" not in {event.frame for event in events("خطف مسلحون عاملين في الإغاثة في حضرموت")}
    assert events("قصفت المدفعية أطراف بلدة كفرنبل") != ()


def test_no_failing_example_is_listed_that_is_no_example():
    assert set(FAILING) <= {getattr(one, "values", one)[1] for one in (*examples("examples"), *examples("not_examples"))}
