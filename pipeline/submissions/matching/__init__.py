"""Matching: whose a form is, of which period, and which task each row is about. From the ground up:

- task_index: the year's tasks ready for comparing
- references: all that a return is read against
- envelope: what is known of a file before it is read
- match_unit: which unit sent a form
- match_period: which month a form reports on
- joint: what is said for several at once
- task_judge: the task of one row
- row_marks: with which task each row was sent out
- match_tasks: the tasks of a form's rows, one after the other
- submission: one file as understood
- asking: what a person is asked, and what has been answered
- unread_sheets: whose a sheet may be that could not be read
- assembly: the sheets of a workbook → its forms
- match_form: a form → a submission
- material: 书面材料: whose, and of which period
"""
