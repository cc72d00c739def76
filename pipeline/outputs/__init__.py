"""What leaves: workbooks, pages, forms, letters and bulletins. Writers arrange and put values into words; they never judge.

- shared: links, wording, values in words, orders of states and units
- summary: what a run says on the screen
- docx: the Word toolkit
- xlsx: the workbook toolkit
- agenda: 协调会议题
- bulletins: 通报
- consulting: 征求意见, one sheet for each unit that drafts name
- contacts_workbook: 通讯录.xlsx
- names_workbook: 名称建议.xlsx, 简称 and 机构序列 proposed for the tables of master/
- forms: 附件3 and 附件4 as they are sent out
- ledger_book: 台账.xlsx
- start_page: 首页.html
- decision_book: 人工认定.xlsx
- reminders: 催办
- spot_checks: 抽查
- rollup: 汇总, many offices side by side
"""
