"""What came: files with their day, the rows read in them, and what each may be.

- received: a file that came, and when
- copies: files of the same bytes, counted once wherever they lay
- mended: files put right where they lay
- remembered: what a file was read as, for the day its original is lost
- dating: every file with its received date and basis
- held: what is said of files that lie at their place no more
- beside: each file judged beside what its unit had sent before
- past_years: files of years that are over, told of together
- contacts: who fills in a unit's forms
- records: the rows read, and which are in force
- sub_items: the parts into which a plan breaks a task, and those that a month leaves out
- sent: what came from each unit, or may have
- signed: missing returns that a person has signed
- claims: one row per file and return that it is or could be
- receipts: 收文清单
"""
