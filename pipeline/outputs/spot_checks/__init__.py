"""抽查: the list of one draw and a form per case.

- sheets: 抽查清单.xlsx
- form: 核查单
- spot_checks: one draw issued
"""
