"""What ought to come.

- obligations: who owes which task for which period, and why not
- expected: who owes which return, with which tasks, and in which state it is
"""
