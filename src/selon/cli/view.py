"""A record as a person reads it: who said what, in which words, and where in the article that stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from rich.console import Console
from rich.text import Text

from selon.cli.counting import counted
from selon.cli.found_view import found_lines
from selon.cli.terminal import plain
from selon.cli.wrapping import wrapped
from selon.extract.forms import quotations
from selon.record import Act, Article, Form, Kind, PassageKind, Record, Span, Speaker, Statement

_ACTS = {
    Act.STATE: "states",
    Act.DENY: "DENIES",
    Act.ACCUSE: "accuses",
    Act.WARN: "warns",
    Act.PROMISE: "promises",
    Act.ASK: "asks",
    Act.ANNOUNCE: "announces",
    Act.CRITICISE: "criticises",
    Act.PRAISE: "praises",
    Act.BELIEVE: "believes",
    Act.DECLINE: "REFUSES TO SAY",
    Act.NO_REPLY: "DID NOT REPLY",
}
_FORMS = {
    Form.DIRECT: "direct quotation",
    Form.MIXED: "mixed, quoted in part",
    Form.INDIRECT: "indirect, not quoted",
    Form.NONE: "",
}
_LANGUAGES = {"fr": "French", "en": "English"}
_NEGATIVE = (Act.DENY, Act.DECLINE, Act.NO_REPLY)
_READ = (PassageKind.HEADLINE, PassageKind.PARAGRAPH)
# Longer lines are hard to read.
WIDEST = 100
_NUMBER, _NESTING = 5, 4
QUOTED = "green"
_NEGATED, _UNNAMED = "bold red", "yellow"


def views(records: Iterable[Record], console: Console, *, full: bool = False) -> Iterator[str]:
    """The view of every record as `console` would print it, with its colours or without. full: as in `lines_of`."""
    width = min(console.width, WIDEST)
    for number, record in enumerate(records):
        with console.capture() as captured:
            for line in chain([Text("-" * width, "dim"), Text()] if number else [], lines_of(record, width, full=full)):
                console.print(line, highlight=False, no_wrap=True, crop=False)
        yield captured.get()


def lines_of(record: Record, width: int, *, full: bool = False) -> Iterator[Text]:
    """The lines of the view of `record`, none longer than `width` characters: head, statements, whom and what it names,
    one line of summary. full: all that is named, with where it stands, not only what is named most.
    """
    yield from _head(record.article, width)
    yield Text()
    for number, depth in _in_order(record):
        for line in _statement(record, number, width - depth * _NESTING):
            yield Text(" " * depth * _NESTING) + line
        yield Text()
    if found := list(found_lines(record, width, full=full)):
        yield from found
        yield Text()
    yield from wrapped(Text(summary_of(record), "bold"), width)


def summary_of(record: Record) -> str:
    """How many statements, by how many speakers, in which forms; refusals, silences, denials and unnamed sources."""
    statements = record.statements
    if not statements:
        return "No statements found."
    speakers = {statement.speaker.name for statement in statements if statement.speaker}
    forms = Counter(statement.form for statement in statements)
    acts = Counter(statement.act for statement in statements)
    unnamed = sum(_is_unnamed(statement.speaker) for statement in statements)
    unknown = sum(statement.speaker is None for statement in statements)
    told = ", ".join(f"{forms[form]} {form.value}" for form in (Form.DIRECT, Form.MIXED, Form.INDIRECT) if forms[form])
    parts = [
        f"{counted(len(statements), 'statement')} by {counted(len(speakers), 'speaker')}"
        + (f": {told}" if told else ""),
        counted(acts[Act.DENY], "denial"),
        counted(acts[Act.DECLINE], "refusal"),
        counted(acts[Act.NO_REPLY], "silence"),
        f"{unnamed} from unnamed sources",
        f"{unknown} by a speaker not known",
    ]
    return "; ".join(part for part in parts if not part.startswith("0 "))


def _head(article: Article, width: int) -> Iterator[Text]:
    yield from wrapped(Text(plain(article.title or article.name or "Article without a title"), "bold"), width)
    read = [passage.span for passage in article.passages if passage.kind in _READ]
    words = sum(len(span.of(article.text).split()) for span in read or [Span(0, len(article.text))])
    facts = [
        article.publisher,
        article.published.isoformat() if article.published else "date not known",
        _LANGUAGES.get(article.language, article.language),
        counted(words, "word"),
        article.origin,
    ]
    yield from wrapped(Text(" · ".join(plain(fact) for fact in facts if fact), "dim"), width)


def _in_order(record: Record) -> Iterator[tuple[int, int]]:
    """The number of every statement and how deep it is nested, each right after the one that holds it."""
    held = defaultdict(list)
    for number, statement in enumerate(record.statements):
        held[statement.parent].append(number)
    waiting = [(number, 0) for number in reversed(held[None])]
    while waiting:
        number, depth = waiting.pop()
        yield number, depth
        waiting += [(inner, depth + 1) for inner in reversed(held[number])]


def _statement(record: Record, number: int, width: int) -> Iterator[Text]:
    statement = record.statements[number]
    parts = (
        speaker_line(statement.speaker),
        _deed(record, statement),
        _content(record.article, statement.content),
        _proof(record, statement),
    )
    label = f"{number + 1}."
    for part in parts:
        for line in wrapped(part, width - _NUMBER):
            yield Text(f"{label:>{_NUMBER - 1}} ") + line
            label = ""


def speaker_line(speaker: Speaker | None) -> Text:
    """Who speaks: the name, then role, organisation and country as far as they are known."""
    if speaker is None:
        return Text("[speaker not known]", _UNNAMED)
    line = Text().append(plain(speaker.name), "bold")
    if _is_unnamed(speaker):
        line.append(" [unnamed source]", _UNNAMED)
    organisation = speaker.organisation if (speaker.organisation or "") not in (speaker.role or "") else None
    country = speaker.stands_for or speaker.country
    details = [plain(detail) for detail in (speaker.role, organisation, country) if detail and detail != speaker.name]
    if speaker.kind in (Kind.ORGANISATION, Kind.DOCUMENT):
        details.append(speaker.kind.value)
    return line.append(f"  {', '.join(details)}" if details else "", "dim")


def _is_unnamed(speaker: Speaker | None) -> bool:
    return speaker is not None and speaker.kind is Kind.ANONYMOUS


def _deed(record: Record, statement: Statement) -> Text:
    addressee, medium = (record.words([span]) if span else None for span in (statement.addressee, statement.medium))
    said = record.said(statement)
    return deed_line(statement.act, statement.form, addressee, medium).append(f" · {said}" if said else "")


def deed_line(act: Act, form: Form, addressee: str | None, medium: str | None) -> Text:
    """What the speaker does, how much of it is quoted, to whom and through what it was said."""
    line = Text().append(_ACTS[act], _NEGATED if act in _NEGATIVE else "")
    told = [f"{word} “{plain(words)}”" for word, words in (("to", addressee), ("through", medium)) if words]
    return line.append("".join(f" · {part}" for part in (_FORMS[form], *told) if part))


def _content(article: Article, content: Iterable[Span]) -> Text:
    """The words of a content, the quoted ones coloured, its pieces joined by an ellipsis."""
    pieces = [Text.assemble(*_pieces(article.text, span)) for span in content]
    return Text(" … ").join(pieces)


def _pieces(text: str, span: Span) -> Iterator[tuple[str, str]]:
    reached = span.start
    for start, end in _quoted(text, span):
        yield plain(text[reached:start]), ""
        yield plain(text[start:end]), QUOTED
        reached = end
    yield plain(text[reached : span.end]), ""


def _quoted(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """The quoted stretches within `span`, with the marks around them."""
    line_start, line_end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    for start, end in quotations(text, line_start, len(text) if line_end < 0 else line_end):
        start, end = max(start - 1, span.start), min(end + 1, span.end)
        if start < end:
            yield start, end


def _proof(record: Record, statement: Statement) -> Text:
    """Where the statement stands, and the words that put it on its speaker's word."""
    shown = statement.content or statement.cue or statement.source
    offsets = ", ".join(f"{span.start}–{span.end}" for span in shown)
    words = plain(record.words(sorted(statement.source + statement.cue)))
    place = f"{_place(record.article, shown[0].start)}, characters {offsets}"
    return Text(f"{place} · “{words}”" if words else place, "dim")


def _place(article: Article, offset: int) -> str:
    """The passage that holds `offset`; paragraphs are counted from 1, headlines not among them."""
    number = 0
    for passage in article.passages:
        number += passage.kind is PassageKind.PARAGRAPH
        if passage.span.start <= offset < passage.span.end:
            return f"paragraph {number}" if passage.kind is PassageKind.PARAGRAPH else passage.kind.value
    return "text"
