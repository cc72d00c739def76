"""What texts say: figures and what they count, goals, problems, and whether a thing is done. From the ground up:

- quoting: what a finding shows of a text, and of its place
- numbers: the figures of a text
- achievement: what a phrase says of a goal: done, another part, or only to come
- reaching: what a text reports of the figures of a goal, by their names
- goals: whether a cell of the plan holds a goal at all
- goal_changes: what has become of a goal in other words
- classifier: a linear classifier of short texts, its weights fitted beforehand
- evidence: named signs with fitted weights
- pairing: which figure of a text answers which figure of a goal, by all signs
- shortfall: how far a text is from its goal, where that is beyond doubt
- open_goals: what of a goal is open beside a text that says so
- statement: the clauses of a text, each with the state that it tells of
- denial: whether a clause denies the goal's own deed
- against: what of a report speaks against a 是
- problem_text: whether 存在问题 names a problem, which ones, and whether two are the same
"""
