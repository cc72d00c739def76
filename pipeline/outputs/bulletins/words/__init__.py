"""Words that several kinds of bulletin share. From the ground up:

- own_words: what a unit wrote without its own name before it, and in brief
- places: what a task is called by its number
- checked: how the looks on the spot are told
- problem_kinds: problems grouped by what they are about
- passages: how returns came in, what is asked next
- lagging: what lags and by how much, who acts by when, what became of what was named
- pooling: rows of counts put together where one would tell of a task
- shown: what an edition may show of a task
- told_public: how the public edition puts it
- statements: what a text states, read off its words
- cover: what every template may say around its text
"""
