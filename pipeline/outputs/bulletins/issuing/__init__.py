"""From draft to issued: which bulletin an entry of 通报登记 means, and what may be kept as issued. From the ground up:

- names: bulletins by the names that people write
- reading: what a Word file says, sentence by sentence
- final_form: a draft finished by hand becomes the text to be printed
- unconfirmed: what was issued although nobody had confirmed it
- changes: what a text rests on now and did not in its first draft
- standings: how far each bulletin is
- checking: what stands in the way of keeping a file as issued
- issue: one file that is registered as issued, in its final form or refused
"""
