"""Everything that can be named to be read, and everything odd about it."""

import hashlib
import io
import json
import os
import resource
from datetime import UTC, datetime, timedelta, timezone

import pytest

from baseline import cost
from marsad.errors import UsageError
from marsad.ingest import read_sources
from marsad.ingest.take import RAW_LIMIT, TEXT_LIMIT
from marsad.model import Article, Problem

NOW = datetime(2024, 9, 1, 12, 0, tzinfo=UTC)
NEWS = "قصف على أطراف البلدة\n\nقال مصدر محلي إن أربع قذائف سقطت قرب السوق من دون وقوع إصابات.\n"
OTHER_NEWS = "اشتباكات في الحي الشرقي\n\nأفاد سكان بأن تبادلا لإطلاق النار استمر حتى منتصف الليل.\n"
PERSIAN = "سه نفر در انفجار مین کشته شدند\n\nفرماندار گفت که این حادثه در نزدیکی مرز روی داده است و دو نفر دیگر نیز زخمی شده اند.\n"


def read(*paths, stdin=None, now=NOW):
    return list(read_sources([str(path) for path in paths], stdin=stdin, clock=lambda: now))


def articles(found):
    return [one for one in found if isinstance(one, Article)]


def rules(found):
    assert all(one.stage == "ingest" and one.place and len(one.message) > 20 for one in found if isinstance(one, Problem))
    return [one.rule for one in found if isinstance(one, Problem)]


def manifest(folder, *lines, name="list.jsonl"):
    path = folder / name
    path.write_text("".join((line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)) + "\n" for line in lines), encoding="utf8")
    return path


@pytest.fixture
def news(tmp_path):
    path = tmp_path / "one.txt"
    path.write_text(NEWS, encoding="utf8")
    return path


# ---------------------------------------------------------------- sources


def test_an_article_keeps_its_bytes_and_is_named_by_their_hash(news):
    [article] = read(news)
    raw = news.read_bytes()
    assert article.text == NEWS and article.raw == raw
    assert article.sha256 == hashlib.sha256(raw).hexdigest() and article.id == "a" + article.sha256[:16]
    assert (article.language, article.encoding, article.path) == ("ar", "utf-8", "one.txt")


def test_what_an_article_is_called_does_not_depend_on_where_the_folder_lies(tmp_path, monkeypatch):
    for place in ("here", "there"):
        (tmp_path / place / "desk" / "june").mkdir(parents=True)
        (tmp_path / place / "desk" / "june" / "one.txt").write_text(NEWS, encoding="utf8")
    monkeypatch.chdir(tmp_path / "there" / "desk")
    assert {article.path for folder in (tmp_path / "here" / "desk", ".", "../desk/") for article in articles(read(folder))} == {"desk/june/one.txt"}


def test_a_folder_is_read_whole_and_sorted_without_hidden_files_projects_and_manifests(tmp_path):
    for name in ("b.txt", "a.md", "sub/c.TXT", ".hidden.txt", ".git/d.txt", "old.marsad/e.txt", "list.jsonl", "notes.pdf"):
        path = tmp_path / "desk" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{NEWS}{name}", encoding="utf8")
    found = read(tmp_path / "desk")
    assert [article.path for article in found] == ["desk/a.md", "desk/b.txt", "desk/sub/c.TXT"]


def test_a_manifest_says_what_is_known_about_its_articles(tmp_path, news):
    line = {"path": "one.txt", "title": "عنوان", "published": "2024-07-26", "outlet": "المرصد", "url": "https://example.org/1", "language": "ar", "mood": 3}
    [article] = read(manifest(tmp_path, line))
    assert (article.title, article.published, article.outlet, article.url) == ("عنوان", "2024-07-26", "المرصد", "https://example.org/1")
    assert article.path == "one.txt" and article.text == NEWS


def test_a_manifest_may_hold_the_text_itself(tmp_path):
    [article] = read(manifest(tmp_path, {"text": NEWS, "outlet": "المرصد"}))
    assert article.raw == NEWS.encode() and article.id == "a" + hashlib.sha256(NEWS.encode()).hexdigest()[:16]
    assert article.path is None and article.outlet == "المرصد"


def test_text_goes_before_path_so_that_an_exported_list_can_be_read_again(tmp_path):
    [article] = read(manifest(tmp_path, {"id": "a1", "path": "gone.txt", "text": NEWS}))
    assert article.path == "gone.txt" and article.text == NEWS


def test_a_path_may_lead_out_of_the_manifests_folder_to_a_file_that_is_there(tmp_path, news):
    (tmp_path / "lists").mkdir()
    assert articles(read(manifest(tmp_path / "lists", {"path": "../one.txt"})))
    assert rules(read(manifest(tmp_path / "lists", {"path": "../two.txt"}))) == ["missing-file"]


def test_a_file_in_a_folder_is_read_with_what_a_manifest_says_of_it(tmp_path, news):
    found = read(tmp_path, manifest(tmp_path, {"path": "one.txt", "outlet": "المرصد"}))
    assert [article.outlet for article in found] == ["المرصد"]


def test_a_file_named_twice_by_hand_is_read_once_and_nothing_is_odd(tmp_path, news):
    assert len(read(news, tmp_path, news)) == 1


def test_standard_input_is_an_article_or_a_manifest(tmp_path, news, monkeypatch):
    [article] = read("-", stdin=io.BytesIO(NEWS.encode("windows-1256")))
    assert article.text == NEWS and article.path is None
    monkeypatch.chdir(tmp_path)
    stream = io.BytesIO(json.dumps({"path": "one.txt", "outlet": "المرصد"}).encode() + b"\n")
    [listed] = read("-", stdin=stream)
    assert listed.outlet == "المرصد" and not stream.closed


def test_standard_input_that_is_not_there_is_a_wrong_call():
    with pytest.raises(UsageError):
        read("-")


def test_articles_come_one_at_a_time(tmp_path, news):
    lines = manifest(tmp_path, {"path": "one.txt"}, "not json")
    found = read_sources([str(lines)], stdin=None, clock=lambda: NOW)
    assert isinstance(next(found), Article)


def test_line_ends_become_lf(tmp_path):
    (tmp_path / "dos.txt").write_bytes(NEWS.replace("\n", "\r\n").encode())
    (tmp_path / "mac.txt").write_bytes(OTHER_NEWS.replace("\n", "\r").encode())
    assert [article.text for article in read(tmp_path)] == [NEWS, OTHER_NEWS]


def test_a_file_name_that_is_no_utf8_can_be_stored(tmp_path):
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(path, "wb") as file:
        file.write(NEWS.encode())
    [article] = read(tmp_path)
    assert article.path.endswith("caf\ufffd.txt") and article.path.encode()


# ---------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2024-07-26", "2024-07-26"),
        (" 2024-07-26 ", "2024-07-26"),
        ("20240726", "2024-07-26"),
        ("2024-07-26T13:05", "2024-07-26T13:05"),
        ("2024-07-26 13:05:59", "2024-07-26T13:05"),
        ("2024-07-26T23:30:00+03:00", "2024-07-26T23:30"),
        ("2024-07-26T23:30:00Z", "2024-07-26T23:30"),
        ("2024-09-02", "2024-09-02"),
    ],
)
def test_a_date_keeps_the_day_and_hour_that_its_readers_saw(tmp_path, given, kept):
    [article] = read(manifest(tmp_path, {"text": NEWS, "published": given}))
    assert article.published == kept


@pytest.mark.parametrize("given", ["أمس", "26/07/2024", "2024-13-01", "2024", "0001-01-01", "1721988000", "2024-07-26T25:00"])
def test_a_date_that_is_none_is_told_and_left_out(tmp_path, given):
    found = read(manifest(tmp_path, {"text": NEWS, "published": given}))
    assert rules(found) == ["not-a-date"] and articles(found)[0].published is None


@pytest.mark.parametrize("given", ["2024-09-03", "2031-01-01T00:00", "2024-09-01T15:01:00+03:00", "9999-12-31T23:59-11:00"])
def test_a_date_in_the_future_is_told_and_left_out(tmp_path, given):
    found = read(manifest(tmp_path, {"text": NEWS, "published": given}))
    assert rules(found) == ["date-in-future"] and articles(found)[0].published is None


def test_the_clock_may_have_any_zone_or_none(tmp_path):
    lines = manifest(tmp_path, {"text": NEWS, "published": "2024-09-01T14:59:00+03:00"})
    for now in (NOW, NOW.replace(tzinfo=None), NOW.astimezone(timezone(timedelta(hours=-8)))):
        assert rules(read(lines, now=now)) == []


# ---------------------------------------------------------------- bad input


def test_an_empty_file_is_told(tmp_path, news):
    (tmp_path / "empty.txt").touch()
    found = read(tmp_path)
    assert rules(found) == ["empty-file"] and len(articles(found)) == 1


@pytest.mark.parametrize("blank", [" \n\t\n", "\ufeff\u200f\n", "--- …\n"])
def test_a_file_without_a_word_is_told(tmp_path, blank):
    (tmp_path / "blank.txt").write_text(blank, encoding="utf8")
    assert rules(read(tmp_path)) == ["only-whitespace"]


def test_a_headline_alone_is_told_and_read(tmp_path):
    found = read(manifest(tmp_path, {"text": "قصف على أطراف البلدة فجرا\n"}))
    assert rules(found) == ["only-a-headline"] and len(articles(found)) == 1


def test_one_sentence_is_no_headline(tmp_path):
    assert rules(read(manifest(tmp_path, {"text": "سقطت قذيفة قرب السوق من دون إصابات."}))) == []


@pytest.mark.parametrize(
    "raw",
    [b"%PDF-1.7\n%\xe2\xe3", b"PK\x03\x04\x14\x00word/document.xml", b"{\\rtf1\\ansi\\ansicpg1256", b"\x89PNG\r\n\x1a\n\0\0", bytes(range(256)) * 40, b"text\x01\x02\x03\x04" * 30],
)  # fmt: skip
def test_a_binary_file_is_told(tmp_path, raw):
    (tmp_path / "odd.txt").write_bytes(raw)
    assert rules(read(tmp_path)) == ["binary"]


def test_a_folder_without_articles_is_told(tmp_path, news):
    (tmp_path / "empty").mkdir()
    assert rules(read(tmp_path / "empty")) == ["no-articles"]
    manifest(tmp_path / "empty", {"text": NEWS})
    assert rules(read(tmp_path / "empty")) == ["no-articles"], "a manifest is used only when it is named"


def test_what_cannot_be_opened_is_told_and_the_rest_is_read(tmp_path, news):
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    found = read(tmp_path)
    assert rules(found) == ["unreadable"] and len(articles(found)) == 1


def test_a_pipe_is_told_and_not_waited_for(tmp_path, news):
    os.mkfifo(tmp_path / "pipe.txt")
    found = read(tmp_path)
    assert rules(found) == ["not-a-file"] and len(articles(found)) == 1
    assert rules(read(tmp_path / "pipe.txt")) == ["not-a-file"]


def test_a_manifest_without_a_line_is_told(tmp_path):
    assert rules(read(manifest(tmp_path))) == ["no-articles"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_the_right_to_read_it_is_told(news):
    news.chmod(0)
    assert rules(read(news)) == ["unreadable"]


def test_a_folder_called_like_a_file_is_a_folder(tmp_path):
    (tmp_path / "x.txt").mkdir()
    (tmp_path / "x.txt" / "one.txt").write_text(NEWS, encoding="utf8")
    assert [article.path for article in read(tmp_path / "x.txt")] == ["x.txt/one.txt"]


def test_a_manifest_that_names_a_folder_is_told(tmp_path):
    (tmp_path / "x.txt").mkdir()
    assert rules(read(manifest(tmp_path, {"path": "x.txt"}))) == ["not-a-file"]


def test_a_path_that_is_not_there_is_told_and_the_rest_is_read(tmp_path, news):
    found = read(tmp_path / "nobody", tmp_path / "none.jsonl", news)
    assert rules(found) == ["missing-path", "missing-path"] and len(articles(found)) == 1


def test_a_file_of_another_kind_is_told(tmp_path):
    (tmp_path / "news.docx").write_bytes(b"PK")
    assert rules(read(tmp_path / "news.docx")) == ["unknown-kind"]


def test_broken_utf8_is_told_and_nothing_is_lost(tmp_path):
    raw = NEWS.encode()
    raw = raw[:40] + b"\xff\xc3" + raw[40:]
    (tmp_path / "one.txt").write_bytes(raw)
    found = read(tmp_path)
    [article] = articles(found)
    assert rules(found) == ["broken-utf8"]
    assert article.raw == raw and "\ufffd" in article.text and article.text.endswith("من دون وقوع إصابات.\n")


def test_broken_utf16_is_told(tmp_path):
    (tmp_path / "one.txt").write_bytes(b"\xff\xfe" + NEWS.encode("utf-16-le") + b"\x00\xd8\x20\x00")
    found = read(tmp_path)
    assert rules(found) == ["broken-utf16"] and articles(found)[0].text.startswith(NEWS)


def test_bytes_that_fit_no_encoding_are_told(tmp_path, monkeypatch):
    import charset_normalizer

    class Nothing:
        def best(self):
            return None

    monkeypatch.setattr(charset_normalizer, "from_bytes", lambda raw: Nothing())
    (tmp_path / "one.txt").write_bytes("сообщили власти города".encode("cp1251"))
    assert "unknown-encoding" in rules(read(tmp_path))


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256", "utf-16"])
def test_fifty_megabytes_on_one_line_take_bounded_time_and_memory(tmp_path, encoding):
    path = tmp_path / "long.txt"
    piece = ("سقطت قذيفة قرب السوق " * 50_000).encode(encoding)
    with open(path, "wb") as file:
        while file.tell() < 50_000_000:
            file.write(piece)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = []
    spent = cost(lambda: found.extend(read(path)))
    assert spent < 80, spent
    assert rules(found) == ["too-long"]
    [article] = articles(found)
    assert article.text.endswith("السوق") or article.text.endswith(("سقطت", "قذيفة", "قرب")), "cut between words"
    assert len(article.text) <= TEXT_LIMIT and len(article.raw) == RAW_LIMIT
    assert article.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000


def test_a_long_line_of_a_manifest_is_passed_over_in_bounded_memory(tmp_path):
    path = tmp_path / "list.jsonl"
    with open(path, "wb") as file:
        file.write(b'{"text": "' + b"x" * 20_000_000 + b'"}\n')
        file.write(json.dumps({"text": NEWS}).encode())
    found = read(path)
    assert rules(found) == ["line-too-long"] and [article.text for article in articles(found)] == [NEWS]


def test_a_line_that_is_no_json_is_told_with_its_number(tmp_path):
    found = read(manifest(tmp_path, {"text": NEWS}, "", "{path: one.txt}"))
    [problem] = [one for one in found if isinstance(one, Problem)]
    assert problem.rule == "not-json" and problem.place.endswith("list.jsonl:3")


def test_a_line_in_another_encoding_is_told(tmp_path):
    path = tmp_path / "list.jsonl"
    path.write_bytes(json.dumps({"text": NEWS}, ensure_ascii=False).encode("windows-1256"))
    assert rules(read(path)) == ["not-json"]


def test_a_manifest_in_utf16_is_told_once(tmp_path):
    path = tmp_path / "list.jsonl"
    path.write_bytes("\n".join([json.dumps({"text": NEWS})] * 3).encode("utf-16"))
    assert rules(read(path)) == ["manifest-not-utf8"]


def test_a_manifest_may_begin_with_a_byte_order_mark(tmp_path):
    path = tmp_path / "list.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps({"text": NEWS}).encode())
    assert len(articles(read(path))) == 1


@pytest.mark.parametrize("line", ["[1]", '"one.txt"', "7", "null"])
def test_a_line_that_is_no_object_is_told(tmp_path, line):
    assert rules(read(manifest(tmp_path, line))) == ["not-an-object"]


@pytest.mark.parametrize("line", [{}, {"path": None}, {"path": " "}, {"title": "عنوان"}])
def test_a_line_that_names_no_text_is_told(tmp_path, line):
    assert rules(read(manifest(tmp_path, line))) == ["no-text"]


def test_a_line_with_an_empty_text_is_told(tmp_path):
    assert rules(read(manifest(tmp_path, {"text": ""}, {"text": " \n"}))) == ["empty-file", "only-whitespace"]


@pytest.mark.parametrize("path", ["two.txt", "bad\0name.txt", "x" * 5000])
def test_a_line_that_names_a_missing_file_is_told(tmp_path, path):
    assert rules(read(manifest(tmp_path, {"path": path}))) == ["missing-file"]


def test_a_value_of_a_wrong_type_is_told_and_not_believed(tmp_path):
    found = read(manifest(tmp_path, {"text": NEWS, "published": 20240726, "outlet": ["المرصد"]}, {"path": 3}, {"text": {"ar": NEWS}}))
    assert rules(found) == ["wrong-type"] * 4
    [article] = articles(found)
    assert article.published is None and article.outlet is None


def test_two_lines_with_one_path_are_told_and_read_once(tmp_path, news):
    found = read(manifest(tmp_path, {"path": "one.txt", "outlet": "أ"}, {"path": "./one.txt", "outlet": "ب"}))
    assert rules(found) == ["same-path"] and [article.outlet for article in articles(found)] == ["أ"]


def test_the_same_bytes_twice_are_told_and_read_once(tmp_path, news):
    (tmp_path / "two.txt").write_bytes(news.read_bytes())
    found = read(tmp_path)
    [problem] = [one for one in found if isinstance(one, Problem)]
    assert problem.rule == "same-article" and problem.place.endswith("two.txt") and "one.txt" in problem.message
    assert len(articles(found)) == 1


# ---------------------------------------------------------------- languages


@pytest.mark.parametrize(
    ("text", "language"),
    [(PERSIAN, "fa"), ("کوئٹہ میں دھماکا\n\nپولیس نے کہا ہے کہ واقعے میں تین افراد زخمی ہوئے ہیں۔", "ur"), ("تەقینەوە لە شار\n\nپۆلیس ڕایگەیاند کە دوو کەس بریندار بوون.", "ckb"), ("Shelling near the town\n\nThe police said that two people were hurt in the blast.", "en"), ("Удар по городу\n\nВласти сообщили о двух раненых.", None)],
)  # fmt: skip
def test_a_text_in_another_language_is_kept_and_told(tmp_path, text, language):
    found = read(manifest(tmp_path, {"text": text}))
    assert rules(found) == ["language-not-read"] and articles(found)[0].language == language


@pytest.mark.parametrize("tag", ["ar", "AR", "ar-SY", "ar_IQ", "ara"])
def test_a_manifest_may_say_the_language_in_any_tag(tmp_path, tag):
    found = read(manifest(tmp_path, {"text": NEWS, "language": tag}))
    assert rules(found) == [] and articles(found)[0].language == "ar"


def test_a_language_that_is_no_tag_is_told_and_the_text_decides(tmp_path):
    found = read(manifest(tmp_path, {"text": NEWS, "language": "../ar"}))
    assert rules(found) == ["not-a-language"] and articles(found)[0].language == "ar"


def test_persian_that_is_called_arabic_is_not_read_as_arabic(tmp_path):
    found = read(manifest(tmp_path, {"text": PERSIAN, "language": "ar"}))
    assert rules(found) == ["language-differs", "language-not-read"] and articles(found)[0].language == "fa"
