"""The figures of a text: numbers in whatever writing, what they count, and whether two count the same. From the ground up:

- numerals: Chinese numerals in running text
- times: words for a time beside a figure: the year so far, a month, a quarter
- measures: numbers with Chinese units, and without
- acts: what is counted: the acts (开工, 签约), and the name that is left beside them
- stated: a figure as a text states it
- wholes: what a text leaves of a whole
- figures: the figures of a text: each number with what its clause, and the clauses before, say of it
- counting: whether two figures count the same thing, and whether one is less
"""
