"""人工认定.xlsx, laid out and brought up to date. From the ground up:

- book: the workbook, new or refreshed, never at a person's cost
- pending_rows: what waits for a person, as rows
- closing_namings: who would be named for the collection closed last
"""
