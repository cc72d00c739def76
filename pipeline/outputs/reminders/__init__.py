"""催办: a letter per unit and the list of all of them.

- words: what a unit is to send, in words
- opening: the first paragraph of a letter
- facts: what the letters of one run share
- requirements: what a letter asks beside its tables
- letter: the letter of one unit
- kept_letters: letters as they were issued, kept
- reminders: the letters of one run, issued and remembered
- letters_sheet: 催办函 in 催办汇总.xlsx
- overdue_workbook: 催办汇总.xlsx
"""
