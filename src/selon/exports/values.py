"""Values for other programs: as JSON has them, or as CSV that a spreadsheet opens without running anything in it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from math import isfinite
from typing import Any

from selon.exports.safe import plain

_FORMULA = re.compile(r"[=+\-@\t\r\n]")
_INK = re.compile(r"[^ \t\r\n]+")


def json_value(value: Any) -> Any:
    """`value` as a JSON type: days and moments as ISO 8601, what JSON has no type for in words."""
    match value:
        case None | bool() | int() | str():
            return value
        case float() | Decimal():
            return float(value) if isfinite(value) else None
        case date() | time():
            return value.isoformat()
        case Mapping():
            return {str(name): json_value(inner) for name, inner in value.items()}
        case list() | tuple():
            return [json_value(inner) for inner in value]
    return str(value)


def csv_cell(value: Any) -> str:
    """`value` as CSV has it: nothing for None, text without what could steer a terminal or a spreadsheet."""
    if value is None:
        return ""
    if not isinstance(value, str):
        written = json_value(value)
        return written if isinstance(written, str) else json.dumps(written, ensure_ascii=False)
    shown = _INK.sub(lambda run: plain(run[0]), value)
    return f"'{shown}" if _FORMULA.match(shown) else shown
