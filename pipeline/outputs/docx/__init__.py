"""The Word toolkit below letters, agenda, forms and bulletins; it knows none of them. From the ground up:

- markup: XML in small pieces: faces, runs, paragraphs
- styles: the paragraph styles of the templates, each with its face
- variables: what a template may see, under the names that a clerk reads
- package_text: everything that a Word file says
- package: a document's properties, fonts and bytes
- shapes: text boxes of the 版记 and of sideways page numbers
- revisions: a template without tracked changes, comments and authors
- pages: sections, turned pages, the place of the 版记, page numbers
- filling: a template filled, its faults in words
- tables: tables with merged cells and heads that repeat
- charts: native charts with their figures inside
- inserts: tables, charts and whole pages in the places of their variables
- finish: the last touches by GB/T 9704
- letter: a letter written whole
- template_check: what is wrong with a template, paragraph by paragraph
"""
