"""One reader for each format: bytes → grids. From the ground up:

- doc: the text of a .doc or .wps, without tables
- delimited: text with separators (csv, txt)
- html: a web page, or one saved as a single file
- docx: the tables and paragraphs of a Word document
- xml_sheet: XML spreadsheets of 2003
- ods: OpenDocument spreadsheets
- biff_cipher: old workbooks that ask nobody for a password, deciphered
- biff: the records of an old workbook
- biff_damage: signs that an old workbook is damaged
- xls: workbooks of Excel 97-2003
- xlsb: binary workbooks
- xlsx_cells: the XML of a worksheet → its cells
- xlsx: workbooks as nearly all units send them
"""
