"""What is mended, by name, and how each is taken out again: the machine must then fail.

A mend is a function that gives a context in which the product runs without it, by patching one name of the product.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from unittest.mock import patch

Unmend = Callable[[], AbstractContextManager[object]]


def _unkept_register() -> AbstractContextManager[object]:
    """A file that is gone from the inbox was never there (R25)."""
    return patch("pipeline.keeping.register.Register.gone", lambda *_: ())


MENDS: dict[str, Unmend] = {"files gone are remembered": _unkept_register}
