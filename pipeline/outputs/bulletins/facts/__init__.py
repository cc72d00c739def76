"""What bulletins state, read out of the ledger; nothing here judges (R18, R20). From the ground up:

- cover: what stands around the text
- charges: what a unit would be named for, as a value
- tallies: tasks by standing, returns by state
- returns: the returns of a scope, those that would be named, the units praised
- evidence: the words of what came and what did not
- naming: who would be named, for what, on what evidence
- praise: the units praised
- task_lines: a task as it stood in a month, with what each unit wrote
- problems: those that are open at the end of a period
- asked: who must act on what by which day
- followed: what has become of what the bulletin before named
- checked: what looks on the spot found
- published: what the public is told, as facts of their own
"""
