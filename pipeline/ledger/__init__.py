"""What the returns mean: what was owed left-joined with what was received, judged and summed.

- owed: what ought to come, return by return
- closures: what claims a task done, and completions taken back
- entry_doubts: which unusable entries could change what is said of a return
- history: a duty's lights of a year side by side
- statements: what a text says
- scales: 报送 and 进度 by their tables of rules, and the light of both
- receipts: what came, dated, row by row and claim by claim
- model: the ledger as a whole, as every output reads it
- checks: rules over what units wrote
- counts: every count and rate, made once
- arrivals: what came for one return
- returns: expected returns joined with what came
- evidence: what the judging of duties stands on
- duty_months: a unit's duty for a task in every period
- duties: that duty as it stands now
- entries: a task as a whole, by period and now
- office_findings: what the office itself must put right
- acceptance: what is said of one return before it is accepted
- follow_up: what follows: problems, reminders, spot checks, scores, matters
- build: the ledger out of its parts
"""
