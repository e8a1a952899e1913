"""How well predicted statements agree with annotated ones.

A content is the set of word positions under its spans, so that a content in pieces counts once. *Loose*: two contents
share at least half of the words that either has, paired one to one, best overlaps first. *Strict*: they have the same
words once quotation marks, edge punctuation and a leading complementiser are dropped. *Source*: a loose pair whose
sources also share at least half of their words, or both have none. *Speaker*: a loose pair whose speakers carry the
same name: equal once case, accents, articles and titles are dropped, or the words of one all in the other's.
*Outermost*: where the gold does not annotate statements inside others (it has no `parent`), the same without predicted
ones that stand inside another, which such gold can only count as wrong.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from selon.score.tally import Error, Json, Score, Tally

_WORD = re.compile(r"\w+")
_COMPLEMENTISERS = frozenset(("que", "qu", "that"))
_UNTELLING = frozenset(
    [
        "le",
        "la",
        "les",
        "l",
        "un",
        "une",
        "des",
        "du",
        "de",
        "d",
        "the",
        "a",
        "an",
        "m",
        "mm",
        "mme",
        "mlle",
        "mr",
        "mrs",
        "ms",
        "dr",
        "president",
        "président",
    ]
)
_ENOUGH = 0.5
_OUTERMOST = " (outermost)"


@dataclass(frozen=True, slots=True)
class _Content:
    statement: Json
    words: frozenset[int]
    core: frozenset[int]
    source: frozenset[int]


def _positions(text: str, spans: Iterable[Sequence[int]]) -> list[tuple[int, str]]:
    ordered = sorted(map(tuple, spans))
    return [(word.start(), word.group()) for start, end in ordered for word in _WORD.finditer(text, start, end)]


def _content(text: str, statement: Json) -> _Content:
    words = _positions(text, statement["content"])
    core = words[1:] if len(words) > 1 and words[0][1].casefold() in _COMPLEMENTISERS else words
    source = _positions(text, statement.get("source") or ())
    return _Content(
        statement, frozenset(p for p, _ in words), frozenset(p for p, _ in core), frozenset(p for p, _ in source)
    )


def _overlap(one: frozenset[int], other: frozenset[int]) -> float:
    together = len(one | other)
    return len(one & other) / together if together else 1.0


def _pairs(gold: Sequence[_Content], predicted: Sequence[_Content]) -> list[tuple[int, int]]:
    candidates = sorted(
        (-_overlap(g.words, p.words), i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(predicted)
        if g.words & p.words
    )
    taken_gold: set[int] = set()
    taken_predicted: set[int] = set()
    pairs = []
    for overlap, i, j in candidates:
        if -overlap >= _ENOUGH and i not in taken_gold and j not in taken_predicted:
            taken_gold.add(i)
            taken_predicted.add(j)
            pairs.append((i, j))
    return pairs


def plain_name(name: str | None) -> tuple[str, ...]:
    """The telling words of a name: casefolded, without accents, articles and titles."""
    letters = unicodedata.normalize("NFD", (name or "").casefold())
    words = _WORD.findall("".join(letter for letter in letters if not unicodedata.combining(letter)))
    return tuple(word for word in words if word not in _UNTELLING) or tuple(words)


def same_speaker(one: str | None, other: str | None) -> bool:
    """True when two speakers' names agree, or neither has one."""
    mine, theirs = set(plain_name(one)), set(plain_name(other))
    return mine <= theirs or theirs <= mine if mine and theirs else mine == theirs


def score_article(gold: Json, predicted: Json | None, score: Score) -> None:
    """Add the statements of one article to `score`. One that was not predicted counts as read and found empty."""
    text = gold["text"]
    wanted = [_content(text, s) for s in gold["statements"] if s["content"]]
    found = [_content(text, s) for s in (predicted or {}).get("statements", ()) if s["content"]]
    pairs = _pairs(wanted, found)
    sizes = len(wanted), len(found)
    together = [(wanted[i], found[j]) for i, j in pairs]
    _score_contents(wanted, found, score)
    if not any("parent" in g.statement for g in wanted):
        _score_contents(wanted, [p for p in found if p.statement.get("parent") is None], score, _OUTERMOST)
    if any("speaker" in g.statement for g in wanted):
        _score_speakers(together, sizes, score)
    _score_words(wanted, found, score)
    _score_forms(wanted, {i for i, _ in pairs}, score)
    score.errors += _errors(gold, wanted, found, pairs)


def _score_contents(wanted: Sequence[_Content], found: Sequence[_Content], score: Score, which: str = "") -> None:
    sizes = len(wanted), len(found)
    together = [(wanted[i], found[j]) for i, j in _pairs(wanted, found)]
    right = [_overlap(g.source, p.source) >= _ENOUGH for g, p in together]
    score.tally(f"contents, loose{which}").add(len(together), *sizes)
    score.tally(f"contents, strict{which}").add(sum(g.core == p.core for g, p in together), *sizes)
    score.tally(f"with the right source{which}").add(sum(right), *sizes)


def _score_speakers(together: Sequence[tuple[_Content, _Content]], sizes: tuple[int, int], score: Score) -> None:
    named = sum(same_speaker(g.statement.get("speaker"), p.statement.get("speaker")) for g, p in together)
    score.tally("with the right speaker").add(named, *sizes)
    for name in ("kind", "form", "act"):
        same = sum(g.statement.get(name) == p.statement.get(name) for g, p in together)
        score.agreement.setdefault(name, Tally()).add(same, len(together), len(together))


def _score_words(wanted: Sequence[_Content], found: Sequence[_Content], score: Score) -> None:
    mine = frozenset[int]().union(*(g.words for g in wanted))
    theirs = frozenset[int]().union(*(p.words for p in found))
    score.tally("words in contents").add(len(mine & theirs), len(mine), len(theirs))


def _score_forms(wanted: Sequence[_Content], matched: set[int], score: Score) -> None:
    for i, content in enumerate(wanted):
        form = content.statement.get("form")
        if form:
            score.forms.setdefault(form, Tally()).add(int(i in matched), 1, 0)


def _shown(text: str, statement: Json) -> str:
    parts = {k: " … ".join(" ".join(text[a:b].split()) for a, b in statement.get(k) or ()) for k in _PARTS}
    return f"{statement.get('speaker') or parts['source'] or '–'} | {parts['cue'] or '–'} | {parts['content']}"


_PARTS = ("source", "cue", "content")


def _errors(
    gold: Json, wanted: Sequence[_Content], found: Sequence[_Content], pairs: Sequence[tuple[int, int]]
) -> Iterator[Error]:
    text, name = gold["text"], str(gold["id"])
    matched, used = dict(pairs), {j for _, j in pairs}
    for i, g in enumerate(wanted):
        shown = _shown(text, g.statement)
        if i not in matched:
            yield Error("missed", name, shown, None)
            continue
        p = found[matched[i]]
        other = _shown(text, p.statement)
        if g.core != p.core:
            yield Error("edges", name, shown, other)
        if _overlap(g.source, p.source) < _ENOUGH:
            yield Error("source", name, shown, other)
        if "speaker" in g.statement and not same_speaker(g.statement["speaker"], p.statement.get("speaker")):
            yield Error("speaker", name, shown, other)
    for j, p in enumerate(found):
        if j not in used:
            yield Error("invented", name, None, _shown(text, p.statement))
