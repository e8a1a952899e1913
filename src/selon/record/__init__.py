"""The vocabulary of selon: what an article is, what is found in it, and what proves it.

Every class is frozen, typed and goes to JSON and back unchanged. Offsets are characters (Python code points) of
`Article.text`, half-open, so that `article.text[span.start:span.end]` is the proof of whatever the span stands for.
This package imports nothing else of selon.
"""

from selon.record.actor import Actor, Entity, EntityLabel, Role
from selon.record.article import Article, Passage, PassageKind, Segment
from selon.record.figure import Figure, Unit
from selon.record.place import Place, PlaceKind
from selon.record.record import Record
from selon.record.span import Span
from selon.record.statement import Act, Form, Kind, Speaker, Statement
from selon.record.time_expression import TimeExpression, TimeType

__all__ = [
    "Act",
    "Actor",
    "Article",
    "Entity",
    "EntityLabel",
    "Figure",
    "Form",
    "Kind",
    "Passage",
    "PassageKind",
    "Place",
    "PlaceKind",
    "Record",
    "Role",
    "Segment",
    "Span",
    "Speaker",
    "Statement",
    "TimeExpression",
    "TimeType",
    "Unit",
]
