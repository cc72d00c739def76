"""Each file judged beside what its unit had sent before (R30). From the ground up:

- in_hand: what a unit has in hand, return by return
- saying_less: whether a row says less than the one that it would replace
- other_month: whether a form speaks of another month than it names
- words: what a doubt shows a person
- unread: an unreadable file beside the readable form of the only return that it can be
- judging: the files gone through in order of receipt
"""
