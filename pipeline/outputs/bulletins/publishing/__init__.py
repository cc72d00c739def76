"""Before a public edition leaves: who is known by name, and the last look at the finished file (R24). From the ground up:

- known: the persons and units that the office's own tables and forms name
- leaks: what in a finished file may not be published
"""
