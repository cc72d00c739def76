"""What texts say: figures and what they count, goals, problems, and whether a thing is done. From the ground up:

- quoting: what a finding shows of a text, and of its place
- times: words for a time beside a figure: the year so far, a month, a quarter
- numerals: Chinese numerals in running text
- measures: numbers with Chinese units, and without
- acts: what is counted: the acts (开工, 签约), and the name that is left beside them
- stated: a figure as a text states it
- figures: the figures of a text: each number with what its clause, and the clauses before, say of it
- counting: whether two figures count the same thing, and whether one is less
- achievement: what a phrase says of a goal: done, another part, or only to come
- reaching: what a text reports of the figures of a goal, by their names
- goals: whether a cell of the plan holds a goal at all
- goal_changes: what has become of a goal in other words
- classifier: a linear classifier of short texts, its weights fitted beforehand
- evidence: named signs with fitted weights
- pairing: which figure of a text answers which figure of a goal, by all signs
- statement: the clauses of a text, each with the state that it tells of
- against: what of a report speaks against a 是
- problem_text: whether 存在问题 names a problem, which ones, and whether two are the same
"""
