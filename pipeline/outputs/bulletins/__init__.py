"""Bulletins (通报) in Word: facts read out of the ledger, drafted as values, then written. From the ground up:

- facts: what bulletins state
- answers: what people answered in 点名确认, fact by fact
- editions: draft, final or public, and who may be named in it
- bulletin: a bulletin ready to be rendered
- words: passages and covers that several kinds share
- figures: 通报数据, every number with the rows behind it
- inner_page: the last page of a draft, with the evidence
- publishing: the last look at a public edition, before it leaves
- cutoffs: as of which day bulletins tell of a collection
- kind: what a kind of bulletin is
- kinds: the kinds there are
- rendering: a bulletin as the bytes of its documents
- templates: what each template may use, and what is wrong with it
- issuing: from draft to issued: names, final form, what stands in the way
- desk: what one run brings to its bulletins
- drafts: bulletins worked out before anything is written
- issues: what is kept as issued, and what is refused
- writing: drafts on disk, what was issued kept for good
- catalogue: which bulletins a ledger calls for
"""
