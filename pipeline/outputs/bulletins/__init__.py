"""Bulletins (通报) in Word: per kind the facts, read out of the ledger, and a writer that only sets them in type."""
