"""What people decided: one class per sheet of 人工认定.xlsx. From the ground up:

- cells: a cell as a value, or a refusal that names it
- suspensions: what an entry that cannot be used could concern
- sheet: a sheet as a class, its columns as annotated fields
- sheets: the sheets, one module each
- entries: every kind of entry, to be imported from there
- verdicts: 办结销号 in the order of its days, and what each ends
- contents: the workbook as a whole: which sheets, the guide, all rows
- identity: which of the rows kept a row of a sheet is
- agreement: of several entries about the same, which counts
- memory: the rows as a person decided them, what was lost back in its place
- decisions: every valid entry, and a finding for every other
- sources: 来源文件 as people write it, as the file that it means
- corrections: 更正 applied to the rows read
- sheet_edits: edits of a workbook that people keep
- plan: what a sheet should become
"""
