"""Random sequences of events played against the whole product, and what must hold after each of its runs. From the ground up:

- papers: the forms that units send, and the places where they may lie
- facts: what befell each return, as far as somebody outside knows it: sent, seen, entered, borne
- worse: what is worse than what, and which facts may make a return worse
- office: the folder, its runs and what they leave, in this process
- play: one sequence being played
- rows: the rows of 人工认定.xlsx in which a person enters
- file_events, entry_events, master_events, run_events: what can happen
- texts: whom a bulletin names, read from its words
- invariants: what must hold after each run
- stories: sequences that once failed
- sampling: a seed → a sequence
- shrinking: a sequence that fails → the shortest that fails alike
- mends: what is mended, by name, and how each is taken out again
- command: many sequences by several processes
"""
