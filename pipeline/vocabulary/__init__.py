"""The words of the field. Imports nothing above it. From the ground up:

- errors: what stops a run
- periods: the year's plan and its months
- workdays: working days by the State Council calendar
- text: writing made clean, folded, and read as numbers and dates
- sentences: texts cut into sentences, clauses, phrases and items
- likeness: how alike two texts are
- terms: states, forms, lights and the other fixed words
- met_goal: what 是否完成阶段任务目标 means
- check_words: words that the checks look for
- questions: what a person is asked, and the answers
- findings: each kind of finding once, with its level, wording and remedy
- tables: the columns of every table
"""
