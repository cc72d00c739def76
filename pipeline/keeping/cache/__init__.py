"""What earlier runs worked out from the same facts; may be deleted at any time, and nothing comes out otherwise. From the ground up:

- fingerprints: equal values, equal fingerprints
- stamp: which program it is that works
- kept_values: values by what they were worked out from, kept over runs
- remembered: pure functions that look there first
- unchanged: whether anything at all has changed since the last run
"""
