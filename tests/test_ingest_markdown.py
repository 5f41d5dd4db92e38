"""Markdown: marks go, words stay."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baseline import cost
from marsad.ingest import read_sources
from marsad.ingest.strip import strip

CASES = [
    ("# قصف على البلدة #", "قصف على البلدة"),
    ("قصف\n====\n\nنص", "قصف\n\nنص"),
    ("قال **مصدر *طبي* كبير** إن", "قال مصدر طبي كبير إن"),
    ("قال __مصدر__ في _المدينة_", "قال مصدر في المدينة"),
    ("[أربعة قتلى](https://example.org/a_(b) \"خبر\") في [البلدة][1]\n\n[1]: https://example.org", "أربعة قتلى في البلدة"),
    ("![صورة للمكان](a.png)", "صورة للمكان"),
    ("<https://example.org/a_b_c>", "https://example.org/a_b_c"),
    ("> قال الشاهد\n> إنه سمع دويا", "قال الشاهد\nإنه سمع دويا"),
    ("* حمص: قصف\n+ درعا: عبوة\n- الرقة: هدوء", "- حمص: قصف\n- درعا: عبوة\n- الرقة: هدوء"),
    ("1. حمص\n2. درعا", "1. حمص\n2. درعا"),
    ("نص\n\n---\n\nنص", "نص\n\n\nنص"),
    ("| المكان | القتلى |\n|---|:--:|\n| حمص | 3 |", "| المكان | القتلى |\n| حمص | 3 |"),
    ("سطر  \nسطر\\\nسطر<br>سطر", "سطر\nسطر\nسطر\nسطر"),
    ("<p dir=\"rtl\">قصف</p><!-- مسودة --> &laquo;نص&raquo;", "قصف «نص»"),
    ("خبر[^1]\n\n[^1]: الوكالة", "خبر"),
    ("```\nنص\n```", "نص"),
    ("`كود`", "كود"),
    ("\\*ليس مائلا\\*", "*ليس مائلا*"),
    ("5 * 3 * 2 = 30", "5 * 3 * 2 = 30"),
    ("#وسم و snake_case_name و 3 < 5 و AT&T", "#وسم و snake_case_name و 3 < 5 و AT&T"),
    ("https://example.org/?a=1&copy=2", "https://example.org/?a=1&copy=2"),
]


@pytest.mark.parametrize(("markdown", "text"), CASES)
def test_marks_go_and_words_stay(markdown, text):
    assert strip(markdown)[0] == text


def test_a_front_matter_says_what_a_manifest_would(tmp_path):
    path = tmp_path / "one.md"
    front = '---\ntitle: "قصف: أربعة جرحى"\ndate: 2024-07-26\noutlet: المرصد\nurl: https://example.org/1\nlang: ar\ntags: [أ, ب]\n---\n\n'
    path.write_text(front + "# قصف\n\nقال **مصدر** إن القصف توقف.\n", encoding="utf8")
    [article] = read_sources([str(path)], stdin=None, clock=lambda: datetime(2024, 9, 1, tzinfo=UTC))
    assert (article.title, article.published, article.outlet, article.url, article.language) == ("قصف: أربعة جرحى", "2024-07-26", "المرصد", "https://example.org/1", "ar")
    assert article.text == "قصف\n\nقال مصدر إن القصف توقف."
    assert article.raw == path.read_bytes()


def test_a_manifest_goes_before_the_front_matter(tmp_path):
    (tmp_path / "one.md").write_text("---\noutlet: أ\ntitle: ب\n---\nقال مصدر إن القصف توقف.\n", encoding="utf8")
    (tmp_path / "list.jsonl").write_text('{"path": "one.md", "outlet": "ج"}\n', encoding="utf8")
    [article] = read_sources([str(tmp_path / "list.jsonl")], stdin=None, clock=lambda: datetime(2024, 9, 1, tzinfo=UTC))
    assert (article.outlet, article.title) == ("ج", "ب")


def test_marks_in_a_text_file_are_text(tmp_path):
    (tmp_path / "one.txt").write_text("قال **مصدر** إن القصف توقف.\n", encoding="utf8")
    [article] = read_sources([str(tmp_path)], stdin=None, clock=lambda: datetime(2024, 9, 1, tzinfo=UTC))
    assert "**" in article.text


@given(st.lists(st.text("ابتثجحخ أإآ،.؟0123456789", min_size=1).map(str.strip).filter(bool), max_size=8))
def test_plain_lines_are_untouched(lines):
    text = "\n".join(line if line[0].isalpha() else f"س{line}" for line in lines)
    assert strip(text)[0] == text


@pytest.mark.parametrize("piece", ["*قصف ", "_قصف ", "`قصف ", "[قصف](", "[^", "<!--", "<b ", "-", " ", "\t#", "> ", "|-", "[a](b(", "~~a", "&#", "\\"])
def test_no_file_makes_the_stripping_slow(piece):
    assert cost(lambda: strip(piece * (300_000 // len(piece)) + "x")) < 100
