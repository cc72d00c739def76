"""Checks of what units wrote (R13-R17): named rules over the rows in force. From the ground up:

- written: what units wrote and is in force: plans, and each month's report beside its plan and its last month
- gathering: the rows in force of 填报明细 gathered into what the checks read
- rule: a check: its name, its kind of finding, and how it judges
- retold: whether one text tells nothing that another has not told
- kinds: one file per check
- scopes: what rules find, worked out once for the rows on which it rests
- rules: the checks that there are, and the walk through them
- contradictions: what a finding means for the light
"""
