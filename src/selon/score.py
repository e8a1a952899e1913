"""How well predicted statements agree with annotated ones: the figures that every claim of quality comes from.

A content is the set of word positions under its spans, so that a content in pieces counts once. *Loose*: two contents
share at least half of the words that either has, paired one to one, best overlaps first. *Strict*: they have the same
words once quotation marks, edge punctuation and a leading complementiser are dropped. *Source*: a loose pair whose
sources also share at least half of their words, or both have none. *Speaker*: a loose pair whose speakers carry the
same name: equal once case, accents, articles and titles are dropped, or the words of one all in the other's.
*Outermost*: where the gold does not annotate statements inside others (it has no `parent`), the same without predicted
ones that stand inside another, which such gold can only count as wrong.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from selon.errors import SelonError

Json = Mapping[str, Any]
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


@dataclass(slots=True)
class Tally:
    """Hits among gold and predicted items, and the figures they make."""

    hits: int = 0
    gold: int = 0
    predicted: int = 0

    def add(self, hits: int, gold: int, predicted: int) -> None:
        """Count one more article."""
        self.hits += hits
        self.gold += gold
        self.predicted += predicted

    @property
    def precision(self) -> float:
        """Hits per predicted item, 0 when nothing was predicted."""
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Hits per gold item, 0 when there is no gold."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.hits / (self.gold + self.predicted) if self.gold + self.predicted else 0.0


@dataclass(frozen=True, slots=True)
class Error:
    """One disagreement to read: what kind, in which article, and the two statements (one may be missing)."""

    kind: str
    article: str
    gold: str | None
    predicted: str | None


@dataclass(slots=True)
class Score:
    """Tallies by measure, recall of gold contents by form, and the disagreements in order of the text."""

    measures: dict[str, Tally] = field(default_factory=dict)
    forms: dict[str, Tally] = field(default_factory=dict)
    agreement: dict[str, Tally] = field(default_factory=dict)
    errors: list[Error] = field(default_factory=list)

    def tally(self, name: str) -> Tally:
        """The tally of a measure, made when first asked for."""
        return self.measures.setdefault(name, Tally())


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
    """Add one article to `score`. An article that was not predicted counts as read and found empty."""
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


def score_files(gold: Path, predicted: Path) -> Score:
    """Score a file of predicted records against a gold file, both JSONL with one article a line, joined by `id`.

    Raises SelonError when a file cannot be read, a line is not a record, or the two share no article.
    """
    wanted, found = _read(gold), _read(predicted)
    if not wanted.keys() & found.keys():
        raise SelonError(
            f"{gold} and {predicted} have no article id in common; score the records of the same articles."
        )
    score = Score()
    for name, article in wanted.items():
        score_article(article, found.get(name), score)
    return score


def _read(path: Path) -> dict[str, Json]:
    try:
        with path.open(encoding="utf-8") as lines:
            records = [_record(line, f"{path}, line {number}") for number, line in enumerate(lines, 1) if line.strip()]
    except OSError as error:
        raise SelonError(f"{path} cannot be read ({error.strerror}): check the path and its permissions") from error
    return {str(record["id"]): record for record in records}


def _record(line: str, called: str) -> Json:
    try:
        record = json.loads(line)
        return {**record, "id": record["id"], "statements": list(record["statements"])}
    except (ValueError, KeyError, TypeError) as error:
        raise SelonError(f"{called}: not a record with an id and statements") from error


def kinds_of(errors: Iterable[Error]) -> Counter[str]:
    """How many errors of each kind."""
    return Counter(error.kind for error in errors)
