"""The forms that go out: Annex 3 and Annex 4.

- layout: how they look, as data
- advice: what they tell a clerk while they are filled in
- blank_forms: a form blank, prefilled or filled in
- unit_forms: every unit's forms in its folder, and one parcel of all to send out
"""
