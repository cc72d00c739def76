"""What came back: bytes → grids → located tables → forms → matched submissions. Nothing here knows about deadlines.

From the ground up:

- files: bytes → grids of cells, whatever the format
- months: months as titles, sheets and files name them
- forms: grids → forms as written
- collecting: which month a day speaks of
- meant: which of the contents of a place a row of 收文登记 means
- arrival: when a file came, and what that says about years and months
- names: how near a written name is to a unit's
- matching: forms and the names around them → whose, of which period, about which tasks
- books: the forms of one file, each heard beside the others
- past_years: files of a year that is over
- nobodys: empty sheets, blank forms and notes that are nobody's
- read_file: a file's bytes → what it says
- kept_readings: readings of earlier runs, taken where nothing that they rest on has changed
- isolation: files looked at, and read where they can do no harm
- executor: the few threads that fetch files
- reading: the whole inbox read, file by file
- companions: written material whose unit or period only the form beside it tells
"""
