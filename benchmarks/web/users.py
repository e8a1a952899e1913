"""Users of the web reader: which pages they ask for, and how long each answer takes."""

from __future__ import annotations

import http.client
import random
import re
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from urllib.parse import quote, urlencode

from selon.ledger import Ledger
from selon.web.cards import speaker_key

_SEED = 6
_DRAWN = 1500
_WORD = re.compile(r"[^\W\d_]{5,}")
# How many of a hundred pages are of each kind.
_SHARES = {
    "overview": 4,
    "search": 26,
    "search with facets": 20,
    "speaker": 22,
    "article": 22,
    "speakers": 3,
    "unnamed": 3,
}


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be asked for."""

    kind: str
    path: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a page."""

    kind: str
    status: int
    seconds: float


def asked_for(ledger: Path, number: int, path: str | None = None) -> list[Page]:
    """So many pages, drawn from what the ledger has, the same every time; or the one at `path`."""
    if path is not None:
        return [Page("article", path)]
    question = f"""
        SELECT article, speaker, stands_for, content, coalesce(publisher, '-') FROM statements
        WHERE speaker IS NOT NULL AND hash(number) % (SELECT greatest(count(*) // {_DRAWN}, 1) FROM statements) = 0
        ORDER BY number
    """
    with Ledger(ledger).ask(question) as answer:
        drawn = list(answer.rows)
    chance = random.Random(_SEED)
    kinds = chance.choices(list(_SHARES), list(_SHARES.values()), k=number)
    return [Page(kind, _path(kind, chance.choice(drawn), chance)) for kind in kinds]


def _path(kind: str, row: tuple[str, str, str | None, str, str], chance: random.Random) -> str:
    article, speaker, stands_for, content, publisher = row
    word = chance.choice(_WORD.findall(content) or ["Paris"])
    facets = chance.choice([{"act": "deny"}, {"kind": "person"}, {"publisher": publisher}, {"language": "fr"}])
    return {
        "overview": "/",
        "search": f"/search?{urlencode({'q': word, 'page': chance.choice([1, 1, 1, 2])})}",
        "search with facets": f"/search?{urlencode({'q': chance.choice([word, '']), **facets})}",
        "speaker": f"/speakers/{quote(speaker_key(speaker, stands_for))}",
        "article": f"/articles/{article}",
        "speakers": f"/speakers?{urlencode({'page': chance.randint(1, 9)})}",
        "unnamed": "/unnamed",
    }[kind]


def ask(server: tuple[str, int], pages: Sequence[Page], users: int, pause: float) -> list[Answer]:
    """The answers to `pages`, asked for by `users` at once, each one page after another, with a `pause` in seconds."""
    waiting: SimpleQueue[Page] = SimpleQueue()
    for page in pages:
        waiting.put(page)
    answers: list[Answer] = []

    def one_user() -> None:
        connection = http.client.HTTPConnection(*server, timeout=60)
        while True:
            try:
                page = waiting.get_nowait()
            except Empty:
                return
            began = time.perf_counter()
            status = _get(connection, page.path)
            answers.append(Answer(page.kind, status, time.perf_counter() - began))
            time.sleep(pause)

    asking = [threading.Thread(target=one_user) for _ in range(users)]
    for user in asking:
        user.start()
    for user in asking:
        user.join()
    return answers


def _get(connection: http.client.HTTPConnection, path: str) -> int:
    """The status of a page, also of the one that it leads on to."""
    for _ in range(3):
        connection.request("GET", path, headers={"Accept": "text/html"})
        answer = connection.getresponse()
        answer.read()
        if answer.status not in (303, 307):
            break
        path = answer.headers["Location"]
    return answer.status
