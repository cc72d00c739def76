"""The workbook toolkit: one opener, one theme, sheets that hold tables.

- workbook: the one place that opens an xlsxwriter workbook
- layout: row heights, merged cells, pages
- theme: a colour and a sign per word, each cell format once
- data_sheets: a table of the contract as a sheet
"""
