"""A file per check, with its RULE (RULES, where two read the same); a file put here is a check. None imports another.

- blank_goal: a plan on file lacks a quarter's goal
- goal_drift: Annex 4 quotes another goal than the plan on file
- claims: 是 beside words that say that the goal is not reached, or beside a number below it
- problems: 否 without a problem, a problem without a cause
- same_words: words that are last month's, or another unit's for the same task
- falling: a figure of the year so far is smaller than in an earlier month
- behind: what was reached is far below what the plan reaches by then
- twins: the same work in both annexes, told differently
- parts: 是 for a task of several parts, one of which is not told of or not reached
"""
