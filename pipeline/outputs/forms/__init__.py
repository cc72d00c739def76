"""The forms that go out: Annex 3 and Annex 4.

- layout: how they look, as data
- blank_forms: a form blank, prefilled or filled in; every unit's forms in its folder
"""
