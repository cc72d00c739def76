"""Where pages begin, how they lie and what stands at their foot: code's, whatever a template has kept of it. From the ground up:

- sections: the sections of a body: their blocks, ends, sizes
- breaks: a template's section breaks out of the reach of its tags
- turning: wide tables on turned pages, each annex on a page of its own
- imprint: the 版记 never alone where words can go with it
- feet: page numbers
"""
