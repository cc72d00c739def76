"""Words, dates, terms and findings that every other package speaks in; imports no other package of the pipeline.

- errors: what stops a run
- toml_files: the one reader of TOML: config.toml, and the words under phrases/
- text: text as clerks write it: cleaned, folded, numbers and dates out of words
- terms: terms as enumerations
- periods: a plan's year or a month
- workdays: working days by the State Council calendar
- form_fields: the columns of Annex 3 and Annex 4
- tables: every column of the data sheets
- findings: every kind of finding, and one finding with its place
- questions: what only a person can decide while a return is read
- met_goal: what 是否完成阶段任务目标 means as written
"""
