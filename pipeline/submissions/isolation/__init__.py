"""Files looked at before they are read, and read where they can do no harm. From the ground up:

- looking: a file's size, SHA-256 and first bytes, without holding it
- reader: one file → what it says, plain values both ways
- memory: a process that ends itself before it takes more memory than it may
- child: the process in which files are read that might do harm
- isolated: whoever starts that process, and says what became of a file in it
"""
