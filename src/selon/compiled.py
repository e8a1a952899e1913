"""Whether selon was compiled when it was installed."""

from __future__ import annotations

from selon import remembered


def is_compiled() -> bool:
    """Whether the rules were compiled, as `hatch_build.py` does where there is a C compiler.

    If not, Python runs them, which finds the same and takes longer.
    """
    return not remembered.__file__.endswith(".py")
