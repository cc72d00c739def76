"""What all outputs share: places, links, wording, orders.

- installed_fonts: which of the office's fonts this computer lacks
- links: links to what units sent and to what was made
- house_words: 措辞, standing phrases as the office itself words them
- orders: the order of states and of units
- outbox: publishing without overwriting a person's edits
- personal: personal data in a text, found and masked
- tidy: units' words made fit to print
- wording: phrases, quoting and cutting, the one way to write a rate
- words: values in words
"""
