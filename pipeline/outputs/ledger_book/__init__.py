"""台账.xlsx, sheet by sheet.

- matrix: 报送矩阵
- notes: 说明
- overview_charts: charts of 总览
- overview_cursor: fills 总览 from top to bottom
- printed_rows: what stands in every line of the printed ledger
- overview_livelihood: the livelihood projects on 总览
- overview: 总览
- printed_pages: which pages the ledger is read on
- printed_sheets: those pages laid out
- book: the workbook as a whole
"""
