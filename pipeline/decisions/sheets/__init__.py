"""The sheets of 人工认定.xlsx, one module each: the columns, and what a row becomes. In the order of the workbook:

- matches: 匹配认定, answers to what only a person can tell
- receipts: 收文登记, the day on which a file or a paper came
- extensions: 延期批准, a later due date
- exemptions: 免报, what need not be reported
- closures: 办结销号, verdicts on claims of completion
- major_matters: 重大事项, what a person wants a bulletin for
- namings: 点名确认, who is named in a bulletin
- spot_checks: 抽查结果, what a look on the spot found
- reviews: 核验复核, findings looked at by a person
- problem_outcomes: 问题处置, what became of a problem
- corrections: 更正, cells of a return put right
- issued_bulletins: 通报登记, bulletins issued and their numbers
- aliases: 别名建议, rows offered for 单位名录; nothing on it is read
"""
