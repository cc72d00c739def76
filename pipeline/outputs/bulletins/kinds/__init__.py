"""The kinds of bulletin, each a room (or one module) whose ``KINDS`` the catalogue reads. None knows another:

- monthly: the livelihood projects, once a month
- quarterly: all tasks, once a quarter
- milestone: a closed task or a major matter, at once
- correction: what an issued bulletin stated wrongly
- delivery: who reported, after a collection
"""
