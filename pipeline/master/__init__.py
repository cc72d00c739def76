"""What ought to come: tasks and units, both maintained by people under master/.

- bold: which parts of a cell are bold
- workbook: the one reader of what people maintain: cells as written, each with its place
- titles: the year that the title above a table names
- days: days in cells: 启用日期, 停用日期, （至2022-06-30）
- units: units, group units, and the directory in which any of their names is found
- mandate: in whose name and on what ground the office supervises
- unit_sheets: 单位名录.xlsx → the directory
- responsibility: a cell 责任单位 → the units, sub-bodies and groups it names
- short_titles: 简称: the text of a task in few words, never cut
- tasks: 责任分解表.xlsx → the tasks, each with its units and its lead
- bearers: 责任单位 of a task as of a day
- short_units: short names of units that an office may take over
- unit_order: 机构序列: the one order in which units are listed, and their short names
- tenures: who bore which task from when to when, by the tables and by what the runs saw
"""
