"""What must never be lost. From the ground up:

- files: files written beside and then swapped in
- cache: what earlier runs worked out from the same facts; may be deleted at any time
- logbook: what developers need, in archive/日志
- lock: one run at a time in a project folder
- originals: returns and earlier 人工认定.xlsx, kept unchanged
- kept_decisions: the rows of 人工认定.xlsx as the register holds them
- bulletins: what bulletins said, drafted and issued
- journal: what ever lay in the inbox, place by place
- schema: the register's tables and their migrations
- duty_log: who bore and owed what, as the runs saw it
- register: the machine's memory over runs
- damaged_register: a damaged register gives way to its last copy
- state_check: no run begins that would lose most of what the last one saw
- clock: no run begins for a day before the last one
- lost_register: no run begins where the register is gone and its traces are not
"""
