"""What a cell shows beside what it holds. From the ground up:

- format_codes: the sections of a format code, and the digits of a number laid out by one
- number_formats: what a number shows under its format
- symbols: the ticks and crosses of the symbol fonts
- letters: letters that no Chinese form holds
- widths: rows that stand out by their width
"""
