"""What can be wrong with what selon is given: each error is one sentence that names the input and what to do."""

from __future__ import annotations


class SelonError(Exception):
    """Base of every error selon raises on purpose."""


class UnreadableInputError(SelonError):
    """The input cannot be opened, is too large, or is no text."""


class NoArticleError(SelonError):
    """The input is text, but there is no article in it."""


class UnknownLanguageError(SelonError):
    """The article is in no language selon reads, or in none that can be told."""


class LedgerError(SelonError):
    """A ledger cannot be opened, read or written."""


class NotKeptError(LedgerError):
    """What was asked for by its id is not in the ledger."""


class QueryError(SelonError):
    """A question to the ledger that cannot be understood."""
