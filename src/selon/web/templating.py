"""The templates: every value that is put in is escaped, and stands apart from the direction of what is around it."""

from __future__ import annotations

from collections.abc import Iterable

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from selon.ledger import Hit
from selon.ledger.sought import sought_in
from selon.web import assets, charts, pictures
from selon.web.addresses import segment, web_address
from selon.web.cards import flags_of, speaker_key
from selon.web.citing import written

# No space stands after these, and none before those.
_OPENING, _CLOSING = ("'", "’", "(", "[", "«\u00a0"), (".", ",", ")", "]", "…")


def templates() -> Environment:
    """The environment of all pages."""
    environment = Environment(
        loader=PackageLoader("selon.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {"bdi": bdi, "web_address": web_address, "segment": segment}
    environment.globals |= {
        "asset": assets.address,
        "bars": charts.bars,
        "timeline": charts.timeline,
        "labelled": pictures.labelled,
        "month_columns": pictures.month_columns,
        "outlet_bars": pictures.outlet_bars,
        "share_columns": pictures.share_columns,
        "speaker_bars": pictures.speaker_bars,
        "value_bars": pictures.value_bars,
        "speaker_key": speaker_key,
        "flags_of": flags_of,
        "written": written,
        "joined": joined,
        "office": office,
        "surroundings": surroundings,
        "found_in": found_in,
    }
    return environment


def bdi(words: object) -> Markup:
    """Words from outside, whose direction of writing changes nothing around them."""
    # Markup's own way of formatting takes ten times as long.
    return Markup(f"<bdi>{escape(words)}</bdi>")


def joined(parts: Iterable[object], between: str = " · ") -> Markup:
    """Those of `parts` that say something, each apart."""
    return Markup(escape(between)).join(part if isinstance(part, Markup) else bdi(part) for part in parts if part)


def office(role: str | None, organisation: str | None) -> Markup:
    """A role and its organisation, which a role often names by itself."""
    is_named = organisation is not None and organisation in (role or "")
    return joined((role, None if is_named else organisation), ", ")


def surroundings(hit: Hit) -> tuple[str, str]:
    """The words before and after a statement, with the spaces that belong between."""
    left = "" if hit.before.endswith(_OPENING) else " "
    right = "" if hit.after.startswith(_CLOSING) else " "
    return f"… {hit.before}{left}" if hit.before else "", f"{right}{hit.after} …" if hit.after else ""


def found_in(text: str, words: str, language: str) -> Markup:
    """`text` with what a search for `words` finds in it marked."""
    reached, parts = 0, []
    for start, end in sought_in(text, words, language):
        parts += [escape(text[reached:start]), Markup(f"<mark>{escape(text[start:end])}</mark>")]
        reached = end
    return Markup("").join([*parts, escape(text[reached:])])
