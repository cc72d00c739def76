"""The words of the field: terms, columns, findings, periods, workdays, text and errors. Imports nothing above it."""
