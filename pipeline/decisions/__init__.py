"""What people decided: one class per sheet of 人工认定.xlsx. From the ground up:

- cells: a cell as a value, or a refusal that names it
- sheet: a sheet as a class, its columns as annotated fields
- sheets: the sheets, one module each
- entries: every kind of entry, to be imported from there
- verdicts: 办结销号 in the order of its days, and what each ends
- contents: the workbook as a whole: which sheets, the guide, all rows
- memory: the rows as a person decided them, what was lost back in its place
- decisions: every valid entry, and a finding for every other
- corrections: 更正 applied to the rows read
- sheet_edits: edits of a workbook that people keep
- plan: what a sheet should become
"""
