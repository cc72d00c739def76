"""Forms, as the words that the office and its units share about them.

- marks: what a form that went out knows of itself
"""
