"""One file per check, each with a RULE; a file put here is a check. None imports another. In the order of the findings:

- blank_goal: a plan on file lacks a quarter's goal
- goal_drift: Annex 4 quotes another goal than the plan on file
- unfinished: 是 beside words that say that the goal is not reached
- below_goal: 是 beside a number below the quarter's goal
- missing_problem: 否 without a problem
- missing_cause: a problem without a cause
- same_as_earlier: words that are last month's
- same_as_other: words that are another unit's for the same task
- falling: a figure of the year so far is smaller than in an earlier month
- behind: what was reached is far below what the plan reaches by then
- twins: the same work in both annexes, told differently
- parts: 是 for a task of several parts, one of which is not told of or not reached
"""
