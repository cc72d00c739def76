"""Files: what lies in the inbox, what each file is by its content, and its cells. From the ground up:

- dated_folders: folders that say when their files came
- inbox: which files there are, when they came, what could not be looked at
- held: files that lay in the inbox and lie there no more
- formats: what a file can be
- grid: a sheet as cells with true coordinates, and what about it cannot be trusted
- decoding: bytes → text, in whatever encoding
- package: zip packages and their entries
- mail: a mail → what was sent with it
- sniffing: bytes → format
- containers: a file → the files in it, archives opened
- markup: XML and HTML parsed safely
- parts: the parts of an office package and how they refer to each other
- cells: what a cell shows beside what it holds
- limits: how much a file may unfold into
- draft: a sheet while a reader lays it out
- readers: one for each format, bytes → grids
- grids: the one entrance to all readers
"""
