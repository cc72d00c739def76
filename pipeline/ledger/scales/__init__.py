"""The two scales of R18, each by its own table of rules, and the light that shows the worse of both. From the ground up:

- state: all that a verdict on a duty depends on
- outlook: goals in danger before they are due, and from when on
- rule: a table of rules, read from top to bottom
- delivery: 报送, whether something was reported as it should be
- standing: 进度, how the work stands
- light: 预警灯, the worse of both
- now: a duty's verdicts of a year taken together
- task: a task's verdicts out of its units'
- meanings: the tables in words, for the pages that explain them
"""
