"""What follows from the ledger, and what a person does next.

- check_shares: how many claims looked at on the spot did not hold
- spared: findings that a person has said not to hold against a unit
- doubts: rows that only the unit can put right
- held_up: files that hold up letters
- matters: what calls for a bulletin of its own
- named_units: units named in what another unit wrote
- problems: 问题台账
- as_of: the ledger as of an earlier day
- refuted: what issued bulletins state and is not so
- notices: how often a unit was asked for a thing of a return, and up to when it may answer
- requests: what a letter asks a unit for, return by return
- reminding: what each unit is to be reminded of
- sampling: which claims to look at on the spot
- scores: 考评
"""
