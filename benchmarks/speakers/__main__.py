"""How well speakers, kinds, forms and acts are resolved from gold spans.

    python -m benchmarks.speakers [FILE.jsonl ...] [--errors]

Without files: the French Wikinews articles of ../shared/gold. Speaker names are compared folded, without leading
articles; `lenient` also counts a name whose words contain the other's.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selon.extract.speakers import resolve
from selon.language.lexicon import lexicon_of
from selon.language.words import folded
from selon.record import Article, Span, Statement

GOLD = Path(__file__).resolve().parents[2].parent / "shared" / "gold"
MEASURES = ("strict", "lenient", "kind", "form", "act")


@dataclass(frozen=True)
class Compared:
    """One gold statement beside what was resolved."""

    article: str
    language: str
    text: str
    gold: dict[str, Any]
    found: Statement

    def right(self) -> dict[str, bool]:
        """Which of the measures the resolved statement gets right."""
        speaker = self.found.speaker
        name, gold = speaker.name if speaker else "", self.gold["speaker"] or ""
        names = [name, speaker.stands_for or name] if speaker else [""]
        wanted = _plain(gold, self.language)
        plain = [_plain(candidate, self.language) for candidate in names]
        return {
            "strict": wanted in plain,
            "lenient": any(_lenient(candidate, wanted) for candidate in plain),
            "kind": (speaker.kind if speaker else "") == (self.gold["kind"] or "") or not gold,
            "form": self.found.form == self.gold["form"],
            "act": self.found.act == self.gold["act"],
        }


def main() -> None:
    """Measure every file and print a table; with --errors, what went wrong line by line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--errors", action="store_true", help="list what went wrong")
    parser.add_argument("--entities", type=Path, help="a JSONL file of named entities by article id")
    arguments = parser.parse_args()
    entities = _entities(arguments.entities) if arguments.entities else {}
    print(f"{'':32} {'statements':>10} " + " ".join(f"{measure:>8}" for measure in MEASURES) + "   ms/100 words")
    for file in arguments.files or sorted(GOLD.glob("wikinews-fr-*.jsonl")):
        started = time.process_time()
        compared, words = _compare(file, entities)
        took = time.process_time() - started
        right = Counter(measure for one in compared for measure, is_right in one.right().items() if is_right)
        share = " ".join(f"{100 * right[measure] / max(len(compared), 1):8.1f}" for measure in MEASURES)
        print(f"{file.stem:32} {len(compared):>10} {share} {1e5 * took / max(words, 1):10.2f}")
        if arguments.errors:
            _print_errors(compared)


def _compare(file: Path, entities: dict[str, list[dict[str, Any]]]) -> tuple[list[Compared], int]:
    compared: list[Compared] = []
    words = 0
    for line in file.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        article = Article(record["text"], record["language"])
        found = resolve(
            article, [_statement(gold) for gold in record["statements"]], _spans(entities.get(record["id"], ()))
        ).statements
        words += len(record["text"].split())
        compared += [
            Compared(record["id"], article.language, article.text, gold, one)
            for gold, one in zip(record["statements"], found, strict=True)
        ]
    return compared, words


def _statement(gold: dict[str, Any]) -> Statement:
    content, cue, source = (tuple(Span(*bounds) for bounds in gold[part]) for part in ("content", "cue", "source"))
    return Statement(content, cue, source, parent=gold["parent"])


def _entities(file: Path) -> dict[str, list[dict[str, Any]]]:
    return {
        record["id"]: record["entities"] for record in map(json.loads, file.read_text(encoding="utf-8").splitlines())
    }


def _spans(entities: Iterable[dict[str, Any]]) -> Iterator[tuple[Span, str]]:
    return ((Span(*entity["span"]), entity["label"]) for entity in entities)


def _plain(name: str, language: str) -> str:
    words = folded(name).replace("' ", "'").split()
    while words and words[0] in lexicon_of(language).determiners:
        words = words[1:]
    plain = " ".join(words)
    return next((plain[len(e) + 1 :] for e in lexicon_of(language).elisions if plain.startswith(e + "'")), plain)


def _lenient(found: str, gold: str) -> bool:
    """True when one name's words contain the other's."""
    mine, wanted = set(re.findall(r"\w+", found)), set(re.findall(r"\w+", gold))
    return mine == wanted or bool(mine and wanted and (mine <= wanted or wanted <= mine))


def _print_errors(compared: Iterable[Compared]) -> None:
    for one in compared:
        wrong = [measure for measure, is_right in one.right().items() if not is_right]
        if not wrong:
            continue
        speaker = one.found.speaker
        told = {
            part: " … ".join(" ".join(Span(*bounds).of(one.text).split()) for bounds in one.gold[part])
            for part in ("source", "cue", "content")
        }
        name, kind = (speaker.name, speaker.kind) if speaker else (None, None)
        mine = f"{name} ({kind}, {one.found.form}, {one.found.act})"
        gold = f"{one.gold['speaker']} ({one.gold['kind']}, {one.gold['form']}, {one.gold['act']})"
        words = f"{told['source'][:80]} | {told['cue']} | {told['content'][:60]}"
        print(f"  {','.join(wrong)} | {words} | {mine} not {gold} [{one.article}]")


if __name__ == "__main__":
    main()
