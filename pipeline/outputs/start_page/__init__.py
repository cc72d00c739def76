"""首页.html: what this run found and what a person does next.

- rendering: pages out of templates, in one look
- arrivals: what came in since the last page
- charts: its charts as geometry
- light_news: which lights changed since the last page
- lights: where the tasks stand
- returns: who has reported
- situation: what the list of things to do depends on
- overdue: who has not reported though the day is over
- own_todos: what the office must do about its own files
- waiting_files: what a person does about a file that waits
- todos: what a person must do now
- page: the page as a whole
"""
