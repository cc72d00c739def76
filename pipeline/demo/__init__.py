"""A sample office made from the real master tables: what every clerk wrote is known, so the ledger can be checked.

- stories: what units write of each task through the year
- clerks: who sends what, when, and in which manner
- office: the sample office on disk
"""
