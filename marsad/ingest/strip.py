"""Markdown → text: marks go, words stay.

Only marks that cannot be words are taken away; what might be text is left as it stands. Offsets of claims count in
the text that comes out of here.
"""

from __future__ import annotations

import html
import re

from marsad.ingest.entry import Given

KEYS = {"title": "title", "published": "published", "date": "published", "outlet": "outlet", "url": "url", "language": "language", "lang": "language"}
"""What a front matter may say, under the names that site generators use."""

# Every pattern is linear or bounded: a file of half a million stars or blanks is read as fast as any other. None is
# possessive (*+, ++): Python 3.11.2, which Debian 12 has, gets those wrong.
_FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"^(\w+)[ \t]*:(.*)$", re.MULTILINE)

WHOLE_LINES = (
    r"```.*",  # fences of code
    r"~~~.*",
    r"(?:[-*_][ \t]*){3,}",  # rules
    r"=+[ \t]*",  # underlines of headings
    r"(?=.*---)[ \t:|-]+",  # rulers of tables
    r"\[[^\]\n]+\]:[ \t]*\S+.*",  # link definitions
)

STEPS = (
    (re.compile(rf"^[ ]{{0,3}}(?:{'|'.join(WHOLE_LINES)})$\n?", re.MULTILINE), ""),
    (re.compile(r"^[ ]{0,3}(?:#{1,6}[ \t]+|(?:>[ \t]?)+)", re.MULTILINE), ""),  # headings, quotations
    (re.compile(r"(?<![ \t])[ \t]+#+[ \t]*$", re.MULTILINE), ""),  # closed headings
    (re.compile(r"^([ \t]*)[*+](?=[ \t])", re.MULTILINE), r"\1-"),  # list items all begin with "-"
    (re.compile(r"<br[ \t]*/?>\n?", re.IGNORECASE), "\n"),
    (re.compile(r"(?:(?<! )[ ]{2,}|\\)$", re.MULTILINE), ""),  # hard line ends
    (re.compile(r"<((?:https?|mailto):[^<>\s]+)>"), r"\1"),
    (re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?>"), ""),  # HTML tags
    (re.compile(r"\[\^[^\[\]\s]+\]"), ""),  # notes
    (re.compile(r"!?\[([^\[\]]*)\](?:\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:[ \t]+\"[^\"\n]*\")?\)|\[[^\[\]]*\])"), r"\1"),  # links, pictures
    (re.compile(r"(`{1,3})([^`\n]{1,400})\1"), r"\2"),
    (re.compile(r"(?<!\\)(\*{1,3}|~~)(?=\S)(.{1,400}?)(?<=\S)(?<!\\)\1"), r"\2"),
    (re.compile(r"(?<!\\)(\*{1,3}|~~)(?=\S)(.{1,400}?)(?<=\S)(?<!\\)\1"), r"\2"),  # once more: bold within italic
    (re.compile(r"(?<![\w\\])(_{1,3})(?=\S)(.{1,400}?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|~>-])"), r"\1"),
)

ENTITIES = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,31}[1-4]*);")


def strip(markdown: str) -> tuple[str, Given]:
    """The text of a Markdown article without its marks, and what its front matter says.

    >>> strip("---\\ntitle: خبر\\n---\\n# قصف\\n\\nقال **مصدر** [طبي](http://example.org/1)")
    ('قصف\\n\\nقال مصدر طبي', Given(title='خبر', published=None, outlet=None, url=None, language=None))
    """
    front = _FRONT.match(markdown)
    given = _front_matter(front.group(1)) if front else Given()
    text = _without_comments(markdown[front.end() :] if front else markdown)
    for pattern, left in STEPS:
        text = pattern.sub(left, text)
    return ENTITIES.sub(lambda entity: html.unescape(entity.group()), text).strip("\n"), given


def _without_comments(text: str) -> str:
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept.append(text[at:start])
        at = end + len("-->")
    return "".join(kept) + text[at:]


def _front_matter(block: str) -> Given:
    said: dict[str, str] = {}
    for name, value in _FIELD.findall(block):
        key = KEYS.get(name.lower())
        value = value.strip()
        value = value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
        if key and value:
            said.setdefault(key, value)
    return Given(**said)
