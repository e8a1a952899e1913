"""What is looked for in a ledger, as people write it on the command line: words, and conditions as options."""

from __future__ import annotations

import argparse
import shlex
from datetime import date
from typing import TYPE_CHECKING

from selon.errors import QueryError
from selon.record import Act, Form, Kind

if TYPE_CHECKING:
    from selon.ledger import Query

WORDS_NOTE = """\
words, all of which must stand in the statement, with accents or without:
  sanction           also finds sanctions, sanctionné, SANCTIONNER
  '"zone tampon"'    the words side by side, in just this form
  négoc*             words that begin so
  'gaz OR pétrole'   one of the two is enough
  'gaz -Paris'       without this word; the words stand together in quotation
                     marks, and -Paris alone comes last of all, after --

Days are written as 2022-03-14; 2022-03 or 2022 means the first or the last day
of that month or year."""

_OPTIONS = {
    "speaker": "--speaker",
    "acts": "--act",
    "kinds": "--kind",
    "forms": "--form",
    "country": "--country",
    "language": "--language",
    "since": "--since",
    "until": "--until",
    "published_since": "--published-since",
    "published_until": "--published-until",
    "publisher": "--published-by",
}


def add_words_argument(parser: argparse.ArgumentParser) -> None:
    """Let a command take the words that are looked for."""
    parser.add_argument("words", nargs="*", metavar="WORDS", help="words of the statement; see below")
    hint = ": put what you look for together in quotation marks, as in 'sanctions -Paris'"
    parser.set_defaults(rest="words", hint=hint)


def add_condition_options(parser: argparse.ArgumentParser, *, speaker: bool = True) -> None:
    """Let a command take conditions. speaker: also that of the speaker's name."""
    conditions = parser.add_argument_group("conditions, all of which must hold")
    if speaker:
        conditions.add_argument("--speaker", metavar="NAME", help="the speaker has these words in the name")
    for option, dest, kind, help in (
        ("--act", "acts", Act, "what the speaker does"),
        ("--kind", "kinds", Kind, "who the speaker is"),
        ("--form", "forms", Form, "how much is quoted"),
    ):
        conditions.add_argument(
            option,
            dest=dest,
            action="append",
            default=[],
            choices=(values := [one.value for one in kind if one is not Kind.PLACE]),
            metavar=option[2:].upper(),
            help=f"{help}: {', '.join(values)}; given several times, one of them is enough",
        )
    conditions.add_argument(
        "--country", metavar="COUNTRY", help="the speaker's, by its name in French or English or its code, such as CHN"
    )
    conditions.add_argument("--language", choices=("fr", "en"), help="the article's")
    conditions.add_argument("--date", type=_days, metavar="DAY", help="said on this day, or in this month or year")
    conditions.add_argument("--since", type=_first_day, metavar="DAY", help="said on this day or later")
    conditions.add_argument("--until", type=_last_day, metavar="DAY", help="said on this day or earlier")
    conditions.add_argument("--published-since", type=_first_day, metavar="DAY", help="the article is of it or later")
    conditions.add_argument("--published-until", type=_last_day, metavar="DAY", help="the article is of it or earlier")
    conditions.add_argument(
        "--published-by", dest="publisher", metavar="NAME", help="the publisher has these words in the name"
    )


def query_of(arguments: argparse.Namespace) -> Query:
    """The query that the arguments make. Raises QueryError when there is no such country."""
    from selon.ledger import Query
    from selon.ledger.query import country_code

    first, last = arguments.date or (None, None)
    return Query(
        words=" ".join(getattr(arguments, "words", ())),
        speaker=getattr(arguments, "speaker", None),
        publisher=arguments.publisher,
        acts=tuple(map(Act, arguments.acts)),
        kinds=tuple(map(Kind, arguments.kinds)),
        forms=tuple(map(Form, arguments.forms)),
        country=country_code(arguments.country) if arguments.country else None,
        language=arguments.language,
        since=max((day for day in (first, arguments.since) if day), default=None),
        until=min((day for day in (last, arguments.until) if day), default=None),
        published_since=arguments.published_since,
        published_until=arguments.published_until,
    )


def written(query: Query) -> str:
    """`query` as it is written on the command line."""
    row = query.to_dict()
    parts = [shlex.quote(row["words"])] if "words" in row else []
    for name, option in _OPTIONS.items():
        given = row.get(name, [])
        parts += [f"{option} {shlex.quote(value)}" for value in ([given] if isinstance(given, str) else given)]
    return " ".join(parts)


def _first_day(period: str) -> date:
    return _days(period)[0]


def _last_day(period: str) -> date:
    return _days(period)[1]


def _days(period: str) -> tuple[date, date]:
    from selon.ledger.periods import days_of

    try:
        return days_of(period)
    except QueryError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
