"""`selon who`: who is on record in a ledger, and what one of them said."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from selon.cli.counting import counted
from selon.cli.hits import show_hits, tell_count
from selon.cli.ledger_option import add_ledger_option, ledger_of
from selon.cli.limit_option import add_limit_option
from selon.cli.output import open_output
from selon.cli.query_options import add_condition_options, query_of
from selon.cli.rows import CSV_NOTE, add_row_options, wants_rows, write_rows
from selon.cli.terminal import say

if TYPE_CHECKING:
    from selon.ledger import Hit, Ledger, Query, SpeakerCount

HELP = "list who is on record, or what one speaker said"
DESCRIPTION = """\
Lists the speakers of a ledger, those with the most statements first; or, with a
NAME, everything that this speaker is on record as saying, the oldest first."""
EXAMPLES = f"""\
examples:
  selon who
  selon who --kind country --since 2022
  selon who Jake Sullivan
  selon who 'Liu Pengyu' --act deny --json

A NAME is that of one speaker, whatever its capitals and accents. A part of it is
enough where only one speaker has it; else those who have it are listed.

{CSV_NOTE}

Exit code: 0 when somebody is on record; 1 when nobody is, NAME could be several
speakers, or the ledger cannot be read; 2 for wrong usage."""

_MOST_LISTED = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what `selon who` takes."""
    parser.add_argument("name", nargs="*", metavar="NAME", help="the name of one speaker, or a part of it")
    parser.set_defaults(rest="name")
    add_condition_options(parser, speaker=False)
    add_ledger_option(parser)
    add_limit_option(
        parser, default=None, help=f"show at most N speakers ({_MOST_LISTED}) or statements of one speaker (all)"
    )
    add_row_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Show the speakers, or the statements of one. Raises SelonError when the ledger cannot be asked."""
    ledger, query = ledger_of(arguments), query_of(arguments)
    if arguments.name:
        return _show_one(arguments, ledger, query)
    return _show_all(arguments, ledger, query)


def _show_all(arguments: argparse.Namespace, ledger: Ledger, query: Query) -> int:
    limit = _MOST_LISTED if arguments.limit is None else arguments.limit
    speakers = ledger.speakers(query)
    if not speakers:
        say(f"Nobody is on record in {ledger.path} with such statements.")
        return 1
    shown = speakers[:limit] if limit else speakers
    _write_speakers(arguments, shown)
    if len(shown) < len(speakers):
        say(f"{len(shown):,} of {counted(len(speakers), 'speaker')}; --limit 0 shows all.")
    return 0


def _write_speakers(arguments: argparse.Namespace, speakers: Sequence[SpeakerCount]) -> None:
    from selon.ledger import SpeakerCount

    columns = [field.name for field in fields(SpeakerCount)]
    rows = (list(speaker.to_dict().values()) for speaker in speakers)
    if wants_rows(arguments):
        write_rows(arguments, columns, rows)
    else:
        from selon.cli.table import write_table

        write_table(columns, rows)


def _show_one(arguments: argparse.Namespace, ledger: Ledger, query: Query) -> int:
    name = " ".join(arguments.name)
    found = ledger.speakers(replace(query, speaker=name))
    speakers = _meant(found, name)
    if not speakers:
        say(_nobody(found, name))
        return 1
    hits = list(ledger.said_by(speakers[0].name, query, limit=arguments.limit or None))
    if not wants_rows(arguments):
        _write_title(speakers, hits)
    shown = show_hits(arguments, hits)
    tell_count(arguments, shown, lambda: sum(speaker.statements for speaker in speakers))
    if others := [speaker for speaker in found if speaker not in speakers]:
        say(f"'{name}' also stands in the names of {_listed(others)}.")
    return 0


def _write_title(speakers: Sequence[SpeakerCount], hits: Sequence[Hit]) -> None:
    from rich.console import Console

    from selon.cli.who_view import title_view

    with open_output(None) as stream:
        stream.write(title_view(speakers, hits, Console()))


def _meant(found: Sequence[SpeakerCount], name: str) -> Sequence[SpeakerCount]:
    """Those of `found` that have just this name, or else the one name that they all have; none when it is not clear.

    They may be several: articles take the same name for that of a person and of an organisation.
    """
    from selon.ledger.query import folded_words

    exact = [speaker for speaker in found if folded_words(speaker.name) == folded_words(name)]
    if exact:
        return exact
    return found if len({tuple(folded_words(speaker.name)) for speaker in found}) == 1 else []


def _nobody(found: Sequence[SpeakerCount], name: str) -> str:
    if not found:
        return f"Nobody called '{name}' is on record with such statements: see who is with 'selon who'."
    return f"'{name}' could be {counted(len(found), 'speaker')}: give one of {_listed(found)}."


def _listed(speakers: Sequence[SpeakerCount]) -> str:
    listed = [f"{speaker.name} ({counted(speaker.statements, 'statement')})" for speaker in speakers[:_MOST_LISTED]]
    more = f" and {len(speakers) - len(listed):,} more" if len(speakers) > len(listed) else ""
    return ", ".join(listed) + more
