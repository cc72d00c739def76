"""What came: files with their day, the rows read in them, and what each may be.

- received: a file that came, and when
- copies: files of the same bytes, counted once wherever they lay
- mended: files put right where they lay
- remembered: what a file was read as, for the day its original is lost
- dating: every file with its received date and basis
- held: what is said of files that lie at their place no more
- contacts: who fills in a unit's forms
- records: the rows read, and which are in force
- claims: one row per file and return that it is or could be
- receipts: 收文清单
"""
