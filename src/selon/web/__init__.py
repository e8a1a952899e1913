"""The web reader: a ledger as pages, for one person's browser on the same machine."""

from __future__ import annotations

from selon.web.app import create_app

__all__ = ["create_app"]
