"""Counts on sets of forms and texts that the product was tuned on: they tell what a change costs, not how good it is."""
