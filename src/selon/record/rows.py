"""Records as JSON types, in the shape of the gold files, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from selon.record.actor import Actor, Entity, EntityLabel, Role
from selon.record.article import Article, Passage, PassageKind, Segment
from selon.record.figure import Figure
from selon.record.place import Place, PlaceKind
from selon.record.span import Span
from selon.record.statement import Act, Form, Kind, Speaker, Statement
from selon.record.time_expression import TimeExpression, TimeType

if TYPE_CHECKING:
    from selon.record.record import Record

_MOMENTS = ("published_at", "modified_at")
_TEXTUAL = ("language", "title", "publisher", "author", "url", "dateline", "origin")
_PARTS = ("content", "cue", "source")
_SPEAKER = ("role", "organisation", "country", "stands_for")
# An absent role, country or number is left out of a row; an absent value, which says something, stands as null.
_ROLE = ("organisation", "country")
_PLACE = ("country", "latitude", "longitude")


def article_row(article: Article, reader: str) -> dict[str, Any]:
    """What there is to know of an article itself. reader: which selon and which model read it."""
    row: dict[str, Any] = {"id": article.name or article.id, "hash": article.id, "reader": reader}
    row |= _given(article, _TEXTUAL)
    row["published"] = article.published.isoformat() if article.published else None
    row |= {name: moment.isoformat() for name, moment in _given(article, _MOMENTS).items()}
    row["text"] = article.text
    row["passages"] = [[p.span.start, p.span.end, p.kind.value] for p in article.passages]
    if article.original:
        row["original"] = article.original
    if article.segments:
        row["segments"] = [[s.text.start, s.text.end, s.original.start, s.original.end] for s in article.segments]
    return row


def article_of(row: Mapping[str, Any]) -> Article:
    """The article that `article_row` wrote. Raises KeyError or ValueError when `row` is none."""
    published = row["published"]
    textual: dict[str, Any] = {name: row.get(name) for name in _TEXTUAL}
    moments: dict[str, Any] = {name: datetime.fromisoformat(row[name]) for name in _MOMENTS if row.get(name)}
    segments = tuple(Segment(Span(a, b), Span(c, d)) for a, b, c, d in row.get("segments", ()))
    original = row.get("original", "")
    return Article(
        text=row["text"],
        passages=tuple(Passage(Span(a, b), PassageKind(kind)) for a, b, kind in row["passages"]),
        published=date.fromisoformat(published) if published else None,
        name=None if row["id"] == row["hash"] else row["id"],
        original=original,
        segments=segments,
        original_hash=row["hash"] if segments and not original else None,
        **moments,
        **textual,
    )


def findings_row(record: Record) -> dict[str, Any]:
    """What was found in the article of `record`."""
    return {
        "statements": [_statement_row(statement, record) for statement in record.statements],
        "actors": [_actor_row(actor) for actor in record.actors],
        "entities": [{"span": _ends(e.span), "label": e.label.value, "actor": e.actor} for e in record.entities],
        "times": [{"span": _ends(t.span), "type": t.type.value, "value": t.value, "mod": t.mod} for t in record.times],
        "figures": [_figure_row(figure) for figure in record.figures],
        "places": [
            {"span": _ends(p.span), "name": p.name, "kind": p.kind.value} | _given(p, _PLACE) for p in record.places
        ],
    }


def findings_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """What `findings_row` wrote, by the names of a record's fields. Raises KeyError or ValueError when it is not that.

    All but the statements may be missing, as in records of an earlier selon.
    """
    return {
        "statements": tuple(_statement_of(found) for found in row["statements"]),
        "actors": tuple(_actor_of(found) for found in row.get("actors", ())),
        "entities": tuple(
            Entity(Span(*found["span"]), EntityLabel(found["label"]), found["actor"])
            for found in row.get("entities", ())
        ),
        "times": tuple(
            TimeExpression(Span(*found["span"]), TimeType(found["type"]), found["value"], found["mod"])
            for found in row.get("times", ())
        ),
        "figures": tuple(_figure_of(found) for found in row.get("figures", ())),
        "places": tuple(_place_of(found) for found in row.get("places", ())),
    }


def _ends(span: Span) -> list[int]:
    return [span.start, span.end]


def _given(thing: object, names: tuple[str, ...]) -> dict[str, Any]:
    """The attributes `names` of `thing`, those that are None left out."""
    return {name: value for name in names if (value := getattr(thing, name)) is not None}


def _statement_row(statement: Statement, record: Record) -> dict[str, Any]:
    article = record.article
    row: dict[str, Any] = {part: [_ends(span) for span in getattr(statement, part)] for part in _PARTS}
    if article.segments:
        row["in_original"] = {
            part: [_ends(article.locate(span)) for span in getattr(statement, part)] for part in _PARTS
        }
    speaker = statement.speaker
    row |= {"speaker": speaker.name if speaker else None, "kind": speaker.kind.value if speaker else None}
    row |= _given(speaker, _SPEAKER) if speaker else {}
    row |= {"form": statement.form.value, "act": statement.act.value, "parent": statement.parent}
    row |= {name: _ends(span) for name, span in _given(statement, ("addressee", "medium")).items()}
    row |= _given(statement, ("actor", "time"))
    if (said := record.said(statement)) is not None:
        row["said"] = said
    return row | {"confidence": round(statement.confidence, 4)}


def _statement_of(row: Mapping[str, Any]) -> Statement:
    speaker = None
    if row["speaker"] is not None:
        speaker = Speaker(row["speaker"], Kind(row["kind"]), **{name: row.get(name) for name in _SPEAKER})
    return Statement(
        **{part: tuple(Span(a, b) for a, b in row[part]) for part in _PARTS},
        speaker=speaker,
        form=Form(row["form"]),
        act=Act(row["act"]),
        parent=row["parent"],
        addressee=Span(*row["addressee"]) if row.get("addressee") else None,
        medium=Span(*row["medium"]) if row.get("medium") else None,
        actor=row.get("actor"),
        time=row.get("time"),
        confidence=row["confidence"],
    )


def _actor_row(actor: Actor) -> dict[str, Any]:
    roles = [{"words": role.words} | _given(role, _ROLE) for role in actor.roles]
    row = {"name": actor.name, "kind": actor.kind.value, "names": list(actor.names), "roles": roles}
    return row | _given(actor, ("country",))


def _actor_of(row: Mapping[str, Any]) -> Actor:
    roles = tuple(Role(role["words"], **{name: role.get(name) for name in _ROLE}) for role in row["roles"])
    return Actor(row["name"], Kind(row["kind"]), tuple(row["names"]), roles, row.get("country"))


def _figure_row(figure: Figure) -> dict[str, Any]:
    row: dict[str, Any] = {"span": _ends(figure.span)}
    row |= {name: getattr(figure, name) for name in ("value", "low", "high", "unit", "statement")}
    return row | ({"thing": _ends(figure.thing)} if figure.thing else {})


def _figure_of(row: Mapping[str, Any]) -> Figure:
    thing = Span(*row["thing"]) if row.get("thing") else None
    named = {name: row[name] for name in ("value", "low", "high", "unit", "statement")}
    return Figure(Span(*row["span"]), thing=thing, **named)


def _place_of(row: Mapping[str, Any]) -> Place:
    given = {name: row.get(name) for name in _PLACE}
    return Place(Span(*row["span"]), row["name"], kind=PlaceKind(row["kind"]), **given)
