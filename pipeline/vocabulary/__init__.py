"""Words, dates, terms and findings that every other package speaks in; imports no other package of the pipeline.

- errors: what stops a run
- groups: things gathered under what they share
- toml_files: the one reader of TOML: config.toml, and the words and weights under phrases/
- text: text as clerks write it: cleaned, folded, numbers and dates out of words
- sentences: texts cut into sentences, clauses, phrases and items
- likeness: how alike two texts are
- periods: a plan's year or a month
- workdays: working days by the State Council calendar
- terms: terms as enumerations
- values: values that have parts: a change of light, a unit's words, a rate, days from and to
- form_fields: the columns of Annex 3 and Annex 4
- forms: what a form that went out knows of itself
- findings: every kind of finding, and one finding with its place
- tables: every table of the contract: typed rows, frames of values
- questions: what only a person can decide while a return is read
- met_goal: what 是否完成阶段任务目标 means as written
"""
