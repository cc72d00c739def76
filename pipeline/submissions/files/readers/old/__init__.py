"""The records of workbooks of Excel 97-2003 and before, as far as their reader must know them. From the ground up:

- cipher: old workbooks that ask nobody for a password, deciphered
- records: the records of an old workbook
- damage: signs that an old workbook is damaged
"""
