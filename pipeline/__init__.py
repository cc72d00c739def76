"""Supervision ledger pipeline (督查台账流水线): ledger = f(inbox/, master/, archive/, today)."""

__version__ = "1.0.0"
