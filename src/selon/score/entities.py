"""How well predicted names agree with annotated ones: the same characters and the same label.

Labels count by their first three letters (PER or Person); what is none of people, places and organisations does not
count. Where annotated names stand one inside another, only the outermost does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from selon.score.tally import Error, Json, Score

_NAMES = {"PER": "people", "LOC": "places", "ORG": "organisations"}
# The first and the last character of a name, the second half-open, and its label.
_Entity = tuple[int, int, str]


def score_entities(gold: Json, predicted: Json, score: Score) -> None:
    """Add the names of one article to `score`, as measures for each label, and the disagreements."""
    wanted, found = set(outermost(gold["entities"])), set(outermost(predicted["entities"]))
    for label, called in _NAMES.items():
        mine, theirs = ({one for one in some if one[2] == label} for some in (wanted, found))
        score.tally(f"names: {called}").add(len(mine & theirs), len(mine), len(theirs))
    score.errors += _errors(gold, wanted, found)


def outermost(entities: Iterable[Json]) -> Iterator[_Entity]:
    """The people, places and organisations among `entities` that stand inside no other of them, in text order."""
    labelled: set[_Entity] = {(one["span"][0], one["span"][1], one["label"][:3].upper()) for one in entities}
    reached = -1
    for start, end, label in sorted(labelled, key=lambda one: (one[0], -one[1], one[2])):
        if label in _NAMES and end > reached:
            reached = end
            yield start, end, label


def _errors(gold: Json, wanted: set[_Entity], found: set[_Entity]) -> Iterator[Error]:
    text, name = gold["text"], str(gold["id"])
    for one in sorted(wanted ^ found):
        shown = f"{one[2]} {' '.join(text[one[0] : one[1]].split())}"
        yield Error("name", name, shown if one in wanted else None, None if one in wanted else shown)
