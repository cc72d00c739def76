"""One reader for each format: bytes → grids. From the ground up:

- doc: the text of a .doc or .wps, without tables
- delimited: text with separators (csv, txt)
- html: a web page, or one saved as a single file
- word_fields: what somebody chose in the controls of a Word form
- docx: the tables and paragraphs of a Word document
- xml_sheet: XML spreadsheets of 2003
- ods: OpenDocument spreadsheets
- old: the records of an old workbook
- xls: workbooks of Excel 97-2003
- xlsb: binary workbooks
- floating: what lies over the cells of a worksheet
- xlsx_cells: the XML of a worksheet → its cells
- xlsx: workbooks as nearly all units send them
"""
