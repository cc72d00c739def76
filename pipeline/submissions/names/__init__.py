"""Names: how near what clerks write is to what the units are called, and what that weighs. From the ground up:

- name_levels: how a written name stands to the names of every unit
- unit_names: the units' names ready for finding, in a cell of their own or among other words
- weights: what a piece of evidence weighs, and what the sum comes to
"""
