"""A score as a person reads it: tables of figures in percent, then errors with their differing words marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from rich.console import Console
from rich.text import Text

from selon.cli.terminal import plain
from selon.cli.wrapping import wrapped
from selon.score import Error, Score, Tally, kinds_of

_LABEL, _MEASURE = 13, 33
_GOLD_ONLY, _PREDICTED_ONLY = "red", "green"


def score_view(score: Score, errors: Sequence[Error], most: int) -> str:
    """The view of `score` as standard output shows it. errors: those to list, of which `most` at most are."""
    console = Console()
    with console.capture() as captured:
        for line in (*_tables(score), *_listing(score, errors[:most], console.width)):
            console.print(line, highlight=False, no_wrap=True, crop=False)
        if len(errors) > most:
            console.print(Text(f"\n{len(errors) - most} more: list them with --errors {len(errors)}", "dim"))
    return captured.get()


def _tables(score: Score) -> Iterator[Text]:
    yield Text(f"{'':<{_MEASURE}}{'precision':>10}{'recall':>8}{'F1':>8}{'gold':>8}{'predicted':>11}", "bold")
    for measure, tally in score.measures.items():
        shares = f"{tally.precision:>10.1%}{tally.recall:>8.1%}{tally.f1:>8.1%}"
        yield Text(f"{measure:<{_MEASURE}}{shares}{tally.gold:>8}{tally.predicted:>11}")
    yield from _recall_table("recall by form", score.forms)
    yield from _recall_table("same in pairs", score.agreement)


def _recall_table(title: str, tallies: Mapping[str, Tally]) -> Iterator[Text]:
    if tallies:
        yield Text()
        yield Text(f"{title:<{_MEASURE}}{'share':>10}{'found':>10}{'of':>10}", "bold")
    for name, tally in tallies.items():
        yield Text(f"{name:<{_MEASURE}}{tally.recall:>10.1%}{tally.hits:>10}{tally.gold:>10}")


def _listing(score: Score, errors: Sequence[Error], width: int) -> Iterator[Text]:
    counts = ", ".join(f"{number} {kind}" for kind, number in kinds_of(score.errors).most_common())
    yield Text()
    yield Text(f"Errors: {counts or 'none'}", "bold")
    for error in errors:
        yield Text()
        yield Text.assemble((error.kind, "bold"), f" in {plain(error.article)}")
        for label, words in _compared(error):
            for line in wrapped(words, width - _LABEL):
                yield Text(f"  {label:<{_LABEL - 2}}") + line
                label = ""


def _compared(error: Error) -> Iterator[tuple[str, Text]]:
    """The annotated statement above the predicted one."""
    gold, predicted = (plain(shown or "").split() for shown in (error.gold, error.predicted))
    if not (gold and predicted):
        yield "gold" if gold else "predicted", _run(gold or predicted)
        return
    changes = SequenceMatcher(None, gold, predicted, autojunk=False).get_opcodes()
    mine, theirs = Text(), Text()
    for _, a, b, c, d in changes:
        same = gold[a:b] == predicted[c:d]
        mine.append_text(_run(gold[a:b]) if same else _run(gold[a:b], "[-", "-]", _GOLD_ONLY))
        theirs.append_text(_run(predicted[c:d]) if same else _run(predicted[c:d], "{+", "+}", _PREDICTED_ONLY))
    yield "gold", mine
    yield "predicted", theirs


def _run(words: Sequence[str], opening: str = "", closing: str = "", style: str = "") -> Text:
    """Words in a row between marks, and the space after them; nothing where there are none."""
    return Text.assemble((f"{opening}{' '.join(words)}{closing}", style), " ") if words else Text()
