"""Numbers that count or measure something."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from selon.record.span import Span


class Unit(StrEnum):
    """What befell those who are counted, or that a number is a percentage. CASUALTY: killed or wounded, not said which.

    KILLED: dead by what is reported. DISPLACED: driven or evacuated from home. PERSON: people of whom nothing is said.
    """

    KILLED = "killed"
    WOUNDED = "wounded"
    CASUALTY = "casualties"
    MISSING = "missing"
    ARRESTED = "arrested"
    DETAINED = "detained"
    HOSTAGE = "hostages"
    DISPLACED = "displaced"
    INFECTED = "infected"
    PERSON = "people"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that counts or measures something, and on whose word.

    span: the number with the words that bound it and, right behind it, those that say what is counted.
    value: the number that is named; None where two are (entre 20 et 30) or none is (des milliers).
    low, high: the bounds the words commit to, None where there is none. An exact number is its own bounds; au moins 35
    has value and low, jusqu'à 35 value and high; environ 30 and une trentaine have a value and no bounds.
    unit: a Unit, a currency by ISO 4217 (EUR), a physical unit or a time by its name in CLDR (kilometer, year: ages
    too), None for other things.
    thing: the noun that is counted, where one stands beside the number.
    statement: index in the record's statements of the innermost one whose content it stands in; None on the reporter's
    own word.
    """

    span: Span
    value: int | float | None
    low: int | float | None = None
    high: int | float | None = None
    unit: str | None = None
    thing: Span | None = None
    statement: int | None = None
