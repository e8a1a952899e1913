"""The statements of one article as the margin lists them: who, what, the words, and the proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selon.ledger.ids import statement_ids
from selon.ledger.query import folded_words
from selon.record import Act, Kind, Record, Speaker, Statement
from selon.web.marks import depths_of, hue_of, hues_of

# What a reader should not pass over: the speaker has no name, denies, says nothing.
_NOTABLE = {Act.DENY: "denial", Act.DECLINE: "refusal", Act.NO_REPLY: "silence"}


@dataclass(frozen=True, slots=True)
class Card:
    """One statement. number: counted from 1. id: its address in the ledger. depth: how many it stands inside of.

    speaker_key: names the speaker in an address. said: when, as its words tell. flags: unnamed, denial, refusal,
    silence.
    """

    number: int
    id: str
    hue: str
    depth: int
    parent: int | None
    speaker: Speaker | None
    speaker_key: str | None
    act: str
    form: str
    content: str
    source: str
    cue: str
    addressee: str | None
    medium: str | None
    said: str | None
    start: int
    end: int
    confidence: float
    flags: tuple[str, ...]


def cards_of(record: Record) -> list[Card]:
    """The cards of all statements, in the order of the text."""
    ids = statement_ids(record.article, record.statements)
    hues, depths = hues_of(record.statements), depths_of(record.statements)
    return [
        _card(record, number, f"{own:016x}", hue_of(statement, hues), depth)
        for number, (statement, own, depth) in enumerate(zip(record.statements, ids, depths, strict=True), start=1)
    ]


def speaker_key(name: str, stands_for: str | None = None) -> str:
    """What names a speaker in an address, as `HeldLedger` has it."""
    return "-".join(folded_words(" ".join(part for part in (name, stands_for) if part))) or "_"


def flags_of(kind: str | None, act: str) -> tuple[str, ...]:
    """What of a statement a reader should not pass over."""
    flags = ["unnamed"] if kind == Kind.ANONYMOUS else []
    flags += [_NOTABLE[Act(act)]] if act in _NOTABLE else []
    return tuple(flags)


def _card(record: Record, number: int, own: str, hue: str, depth: int) -> Card:
    statement = record.statements[number - 1]
    speaker, extent = statement.speaker, _extent(statement)
    return Card(
        number=number,
        id=own,
        hue=hue,
        depth=depth,
        parent=None if statement.parent is None else statement.parent + 1,
        speaker=speaker,
        speaker_key=speaker_key(speaker.name, speaker.stands_for) if speaker else None,
        act=statement.act.value,
        form=statement.form.value,
        content=record.words(statement.content),
        source=record.words(statement.source),
        cue=record.words(statement.cue),
        addressee=record.words([statement.addressee]) if statement.addressee else None,
        medium=record.words([statement.medium]) if statement.medium else None,
        said=record.said(statement),
        start=extent[0],
        end=extent[1],
        confidence=statement.confidence,
        flags=flags_of(speaker.kind if speaker else None, statement.act),
    )


def _extent(statement: Statement) -> Sequence[int]:
    spans = statement.content + statement.cue + statement.source
    return (min(span.start for span in spans), max(span.end for span in spans)) if spans else (0, 0)
