"""Many offices side by side: what each tells of itself in figures, and the roll-up of all. From the ground up:

- figures: what an office tells of itself: the counts that its own products print
- figures_file: the same as a small JSON file, for whoever sums up many offices
- offices: offices side by side, whose figures are of the day, and their sums
- wording: what roll-ups say of offices together
- summary: what a fleet's run says on the screen
- office_table: a ruled sheet with a row for each office
- sheets: the sheets made for reading
- data_rows: the rows of the data sheets
- workbook: 汇总台账.xlsx
- page: 汇总首页.html
"""
