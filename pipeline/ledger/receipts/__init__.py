"""What came: files with their day, the rows read in them, and what each may be.

- received: every file with its received date and basis, each content counted once
- held: what a unit has in hand, return by return
- saying_less: whether a row says less than the one that it would replace
- other_month: whether a form speaks of another month than it names
- beside_words: what a doubt shows a person
- beside: each file judged beside what its unit had sent before
- past_years: files of years that are over, told of together
- contacts: who fills in a unit's forms
- records: the rows read, and which are in force
- sub_items: the parts into which a plan breaks a task, and those that a month leaves out
- withdrawn: files that lie in the inbox no more
- sent: what came from each unit, or may have
- claims: one row per file and return that it is or could be
- receipts: 收文清单
"""
