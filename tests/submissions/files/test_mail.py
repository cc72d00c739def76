"""Mails as they were saved: what was sent with them are their members, like those of a zip."""

from __future__ import annotations

from collections.abc import Sequence
from email.message import EmailMessage

import pytest
from container_samples import book, compound, packed, xls

from pipeline.submissions.files.containers import open_container
from pipeline.submissions.files.dated_folders import folder_days
from pipeline.submissions.files.formats import Format

PAGE = "<html><body><table><tr><td>序号</td><td>任务</td><td>完成情况</td><td>存在问题</td></tr></table></body></html>"
EMBLEM = b"\x89PNG\r\n\x1a\n" + bytes(500)
PHOTO = b"\xff\xd8\xff" + bytes(30_000)


def mail(
    *attached: tuple[str, bytes], page: str = "", words: str = "附件请查收。", shown: Sequence[bytes] = ()
) -> EmailMessage:
    """A mail with these attachments, and pictures shown in its text."""
    message = EmailMessage()
    message["From"], message["To"] = "qcj@example.gov.cn", "dcs@example.gov.cn"
    message["Subject"], message["Date"] = "区财政局3月落实情况", "Wed, 6 Apr 2022 09:00:00 +0800"
    message.set_content(words)
    if page:
        message.add_alternative(page, subtype="html")
    for picture in shown:
        message.add_attachment(picture, maintype="image", subtype="png", cid="<a@b>", filename="logo.png")
    for name, content in attached:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message


def members(content: bytes) -> list[tuple[str, Format]]:
    return [(member.name, member.format) for member in open_container("邮件.eml", content)]


FORM = ("区财政局3月.xlsx", book())
MAILS = [
    pytest.param(mail(FORM), [("区财政局3月.xlsx", Format.WORKBOOK_ZIP)], id="a-form"),
    pytest.param(
        mail(FORM, ("旧表.xls", xls([]))),
        [("区财政局3月.xlsx", Format.WORKBOOK_ZIP), ("旧表.xls", Format.XLS)],
        id="two-forms",
    ),
    pytest.param(
        mail(("包.zip", packed({"3月.xlsx": book()}))), [("包.zip!3月.xlsx", Format.WORKBOOK_ZIP)], id="an-archive"
    ),
    pytest.param(mail(FORM, shown=[EMBLEM]), [("区财政局3月.xlsx", Format.WORKBOOK_ZIP)], id="an-emblem-is-no-file"),
    pytest.param(mail(shown=[EMBLEM, PHOTO]), [("logo.png", Format.PICTURE)], id="a-photo"),
    pytest.param(mail(page=PAGE), [("邮件正文.html", Format.HTML)], id="a-form-as-text"),
    pytest.param(
        mail(FORM, page=PAGE),
        [("区财政局3月.xlsx", Format.WORKBOOK_ZIP), ("邮件正文.html", Format.HTML)],
        id="a-table-beside-a-form",
    ),
    pytest.param(
        mail(FORM, page="<html><table><tr><td>电话</td><td>82078000</td></tr></table></html>"),
        [("区财政局3月.xlsx", Format.WORKBOOK_ZIP)],
        id="a-signature-is-no-table",
    ),
    pytest.param(mail(words="我局本月无此项工作。"), [("邮件正文.txt", Format.DELIMITED)], id="words-alone"),
]


@pytest.mark.parametrize(("message", "expected"), MAILS)
def test_what_was_sent_with_a_mail_are_its_members(message: EmailMessage, expected: list[tuple[str, Format]]) -> None:
    assert members(message.as_bytes()) == expected


def test_what_a_passed_on_mail_brought_is_found() -> None:
    outer = mail()
    outer.add_attachment(mail(FORM))
    assert members(outer.as_bytes()) == [("区财政局3月.xlsx", Format.WORKBOOK_ZIP)]


def test_the_bytes_of_an_attachment_are_those_that_were_sent() -> None:
    [member] = open_container("邮件.eml", mail(FORM).as_bytes())
    assert member.content == FORM[1]


NAMES = [
    pytest.param("filename=区财政局.xlsx".encode("gb18030"), id="bare-gbk"),
    pytest.param("filename=区财政局.xlsx".encode(), id="bare-utf8"),
    pytest.param(b'filename="=?gb2312?B?x/iyxtX+vtYueGxzeA==?="', id="encoded-word"),
    pytest.param(b"filename*=utf-8''%E5%8C%BA%E8%B4%A2%E6%94%BF%E5%B1%80.xlsx", id="percent-signs"),
    pytest.param(b'filename="C:\\fakepath\\=?utf-8?B?5Yy66LSi5pS/5bGALnhsc3g=?="', id="with-a-path"),
]


@pytest.mark.parametrize("parameter", NAMES)
def test_names_of_attachments_are_read_whatever_the_writer(parameter: bytes) -> None:
    head = (
        b'From: a@b\r\nTo: c@d\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n'
        b"Content-Type: application/octet-stream\r\nContent-Disposition: attachment; "
    )
    content = head + parameter + b"\r\n\r\n\xd0\xcf\x11\xe0 cut\r\n--x--\r\n"
    assert [name for name, _ in members(content)] == ["区财政局.xlsx"]


def test_a_page_saved_as_one_file_is_no_mail() -> None:
    saved = f"From: <Saved by Blink>\nSubject: 表\nDate: Wed, 6 Apr 2022 09:00:00\nMIME-Version: 1.0\nContent-Type: text/html\n\n{PAGE}"
    assert members(saved.encode()) == [("", Format.MHTML)]


def test_a_mail_that_outlook_saved_yields_what_was_attached() -> None:
    name = "区财政局3月.xlsx".encode("utf-16-le")
    folder = "__attach_version1.0_#00000000/__substg1.0_"
    saved = compound({"__properties_version1.0": b"", f"{folder}37010102": book(), f"{folder}3707001F": name})
    assert members(saved) == [("区财政局3月.xlsx", Format.WORKBOOK_ZIP)]


def test_a_mail_that_outlook_saved_without_attachments_yields_its_text() -> None:
    words = "我局本月无此项工作。".encode("utf-16-le")
    saved = compound({"__properties_version1.0": b"", "__substg1.0_1000001F": words})
    assert members(saved) == [("邮件正文.txt", Format.DELIMITED)]


def test_the_date_of_a_mail_says_nothing_about_when_it_came() -> None:
    """R7: it is the sender's clock; folders and the day of first sight tell, as with any file."""
    [member] = open_container("邮件.eml", mail(FORM).as_bytes())
    assert folder_days(f"财政局/邮件.eml!{member.name}", 2022) == ()
