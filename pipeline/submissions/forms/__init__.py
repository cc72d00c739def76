"""Forms: where they lie in a grid, and what is written in them, before anybody is matched. From the ground up:

- columns: what a column holds, told by the words of its heading
- labels: 填报单位, 填报时间, 填报人 … and what stands behind them
- headings: the two forms' columns, and how clerks head them
- numbering: 序号 as clerks write it
- fates: what became of every visible cell, and what nobody took
- turning: a form that lies on its side, set upright
- shares: several columns of one meaning, last month's, and those of the office's own
- headers: where the headings of a form stand in a grid
- tables: where a form's table lies in a grid, cut where a second unit wrote below the first
- signatures: how a form is signed below its table
- marks: what a form that went out knows of itself, taken out of its grid
- rows: the rows as written, told from footer, notes and totals
- around: titles, headings and notes, taken for what they are; the month whose columns are read; what is left
- forms: the whole form: who, when, for which month, and its rows
- first_page: a document's title, the lines around its text, and whether a form stands on it
"""
