"""How much a file may unfold into. From the ground up:

- budget: cells counted over all sheets of a file, before they are made
- harmless: files of which sizes alone say that they cost little
"""
