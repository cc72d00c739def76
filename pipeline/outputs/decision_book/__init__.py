"""人工认定.xlsx, laid out and brought up to date. From the ground up:

- book: the workbook, new or refreshed, never at a person's cost
- pending_rows: what waits for a person, as rows
- register_rows: 通报登记, a row for each bulletin, and how far it is
- closing_namings: who would be named for the collection closed last
"""
