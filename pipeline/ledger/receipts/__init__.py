"""What came: files with their day, the rows read in them, and what each may be.

- received: every file with its received date and basis, each content counted once
- contacts: who fills in a unit's forms
- records: the rows read, and which are in force
- withdrawn: files that lie in the inbox no more
- sent: what came from each unit, or may have
- claims: one row per file and return that it is or could be
- receipts: 收文清单
"""
