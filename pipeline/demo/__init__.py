"""A sample office made from the real master tables: what every clerk wrote is known, so the ledger can be checked."""
