"""The encoder's vocabulary cut down to what French and English news uses."""

from __future__ import annotations

import re
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from sentencepiece import sentencepiece_model_pb2 as proto
from wordfreq import top_n_list

from selon.model.pieces import Pieces
from selon.model.words import words_of
from selon.record import Span
from training.e5 import Pretrained

_SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "ARABIC", "HEBREW", "ARMENIAN", "GEORGIAN")
_WORDS_A_LANGUAGE = 150_000
# How often a word must be read for what it means to be learnt.
_OFTEN = 6


def prune(pretrained: Pretrained, texts: Iterable[str], size: int) -> list[int]:
    """The numbers of at most `size` pieces to keep, ascending, the special pieces first.

    Kept are all single characters of alphabetic scripts, punctuation and symbols, then the pieces most used in
    `texts` and in each language's most frequent words (wordfreq).
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "all.model"
        save(pretrained, list(range(len(pretrained.pieces))), path)
        counts = _count(Pieces(path), texts)
    special = [pretrained.pieces.index(piece) for piece in _SPECIAL]
    kept = dict.fromkeys(special + [number for number, piece in enumerate(pretrained.pieces) if _is_letter(piece)])
    for number, _ in counts.most_common():
        if len(kept) >= size:
            break
        kept.setdefault(number)
    return special + sorted(set(kept) - set(special))


def whole_words(texts: Iterable[str], pieces: Pieces, size: int) -> list[str]:
    """At most `size` words of several pieces that are worth a piece of their own, those that save most pieces first.

    Taken are words that `texts` have often enough for their embedding to be learnt, and that wordfreq knows in either
    language: what only these texts are full of is left out.
    """
    known = {word for language in ("fr", "en") for word in top_n_list(language, _WORDS_A_LANGUAGE)}
    counts: Counter[str] = Counter()
    saved: Counter[str] = Counter()
    for text in texts:
        for start, end in words_of(text, Span(0, len(text))):
            word = text[start:end]
            found = pieces.of(word, spaced=start == 0 or text[start - 1].isspace())
            counts[word] += 1
            saved[word] += len(found) - 1
    wanted = (
        word
        for word, _ in sorted(saved.items(), key=lambda one: (-one[1], one[0]))
        if saved[word] and counts[word] >= _OFTEN and word.rstrip("'’").lower() in known
    )
    return list(islice(wanted, size))


def _count(pieces: Pieces, texts: Iterable[str]) -> Counter[int]:
    counts: Counter[int] = Counter()
    for text in texts:
        for start, end in words_of(text, Span(0, len(text))):
            counts.update(pieces.of(text[start:end], spaced=start == 0 or text[start - 1].isspace()))
    for language in ("fr", "en"):
        for word in top_n_list(language, _WORDS_A_LANGUAGE):
            for spelling in (word, word.capitalize()):
                counts.update(pieces.of(spelling, spaced=True))
    return counts


def _is_letter(piece: str) -> bool:
    if not re.fullmatch("\u2581?.", piece):
        return False
    category = unicodedata.category(piece[-1])
    return category[0] in "PSN" or unicodedata.name(piece[-1], "").startswith(_SCRIPTS) or piece == "\u2581"


def save(pretrained: Pretrained, kept: list[int], path: Path) -> None:
    """Write the `kept` pieces as a SentencePiece Unigram model that leaves the text as it is."""
    model = proto.ModelProto()
    model.trainer_spec.model_type = proto.TrainerSpec.UNIGRAM
    model.trainer_spec.vocab_size = len(kept)
    for key, number in (("bos_id", 0), ("pad_id", 1), ("eos_id", 2), ("unk_id", 3)):
        setattr(model.trainer_spec, key, number)
    model.trainer_spec.pad_piece = "<pad>"
    model.normalizer_spec.name = "identity"
    model.normalizer_spec.add_dummy_prefix = False
    model.normalizer_spec.remove_extra_whitespaces = False
    for number in kept:
        piece = pretrained.pieces[number]
        kind = proto.ModelProto.SentencePiece
        role = kind.UNKNOWN if piece == "<unk>" else kind.CONTROL if piece in _SPECIAL else kind.NORMAL
        model.pieces.add(piece=piece, score=float(pretrained.scores[number]), type=role)
    path.write_bytes(model.SerializeToString())
