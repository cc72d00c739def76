"""Forms: where they lie in a grid, and what is written in them, before anybody is matched. From the ground up:

- labels: 填报单位, 填报时间, 填报人 … and what stands behind them
- headings: the two forms' columns, and how clerks head them
- months: months as titles, sheets and files name them
- numbering: 序号 as clerks write it
- turning: a form that lies on its side, set upright
- tables: where a form's table lies in a grid
- stacked_units: two units' rows one below the other under one header
- signatures: how a form is signed below its table
- marks: what a form that went out knows of itself, taken out of its grid
- rows: the rows as written, told from footer, notes and totals
- forms: the whole form: who, when, for which month, and its rows
- first_page: a document's title, the lines around its text, and whether a form stands on it
"""
