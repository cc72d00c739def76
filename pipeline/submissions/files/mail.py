"""A mail as it was saved (.eml, .msg) → what was sent with it. Its own date is its sender's clock and is not looked at (R7)."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import compat32
from email.utils import collapse_rfc2231_value

from olefile import OleFileIO

from pipeline.submissions.files.decoding import decode_text
from pipeline.submissions.files.grid import UnreadableFileError

Attachment = tuple[str, bytes]

_FIELD = re.compile(rb"[!-9;-~]{1,60}:")
# What a mail has on its way and a saved page has not; what a saved page has and no mail.
_SENT = {"to", "received", "delivered-to", "return-path", "message-id"}
_SAVED = {"snapshot-content-location", "x-document-type"}
_ANY = {"from", "subject", "date", "mime-version", "content-type"}
_HEAD = 65_536
_BODY = "邮件正文"
_COLUMNS = 4  # a table of fewer columns is how a page is laid out, or somebody's signature
_LEAST_PICTURE = 20_000  # bytes; smaller ones are emblems in signatures
_NAMES = ("3707001F", "3704001F", "3707001E", "3704001E")
_CONTENT, _PAGE, _WORDS, _OLD_WORDS = "37010102", "10130102", "1000001F", "1000001E"


def is_mail(content: bytes) -> bool | None:
    """Whether ``content`` is a mail (True) or a page saved as a single file (False); None if it is neither."""
    head = content[:_HEAD].lstrip(b"\xef\xbb\xbf \r\n\t")
    if not _FIELD.match(head):
        return None
    fields = {name.casefold(): value for name, value in BytesHeaderParser(policy=compat32).parsebytes(head).items()}
    if len(_ANY & set(fields)) < 2 and not _SENT & set(fields):
        return None
    kind = str(fields.get("content-type", "")).casefold()
    is_sent = bool(_SENT & set(fields)) and not _SAVED & set(fields)
    if is_sent or "multipart/mixed" in kind:
        return True
    return False if "content-type" in fields or "mime-version" in fields else None


def read_mail(content: bytes) -> tuple[Attachment, ...]:
    """What was attached to a mail, also to one that it passes on; where nothing was, or its text is a table, the text.

    Raises UnreadableFileError for a mail that makes no sense.
    """
    try:
        parts = [part for part in message_from_bytes(content, policy=compat32).walk() if not part.is_multipart()]
        for part in parts:
            _mend_headers(part)
        told = [(part, _filename(part), _payload(part)) for part in parts]
    except (MessageError, ValueError, LookupError, RecursionError) as error:
        raise UnreadableFileError("文件已损坏或不完整") from error
    attached = [(name, payload) for part, name, payload in told if name and not _is_shown_inside(part)]
    bodies = [(part.get_content_type(), payload) for part, name, payload in told if not name]
    attached = attached or [
        (name or "图片", payload)
        for part, name, payload in told
        if _is_shown_inside(part) and len(payload) >= _LEAST_PICTURE
    ]
    return (*attached, *_body(bodies, is_alone=not attached))


def _mend_headers(part: Message) -> None:
    """Chinese letters that a writer put there as they were, in whatever encoding, are letters."""
    for name, value in list(part.raw_items()):
        if name.casefold().startswith("content-") and not value.isascii():
            raw = value.encode("utf-8", "surrogateescape")
            part.replace_header(name, decode_text(raw) or raw.decode("gb18030", "replace"))


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _filename(part: Message) -> str:
    """The name under which a part was attached, whatever its writer did with Chinese letters; '' for a text of the mail."""
    raw = part.get_param("filename", None, "content-disposition") or part.get_param("name", None, "content-type")
    if not raw:
        return "附件" if part.get_content_disposition() == "attachment" else ""
    whole = collapse_rfc2231_value(raw)
    name = "".join(_decoded(*piece) for piece in decode_header(whole)) if whole.isascii() else whole
    return re.split(r"[\\/]", name.strip())[-1] or "附件"


def _decoded(piece: str | bytes, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    known = "gb18030" if (charset or "gb").casefold().startswith(("gb", "cp936")) else charset
    try:
        return piece.decode(known or "gb18030")
    except (LookupError, UnicodeDecodeError):
        return piece.decode("gb18030", "replace")


def _is_shown_inside(part: Message) -> bool:
    """Whether a part is a picture in the text of the mail."""
    return part.get_content_maintype() == "image" and part.get("content-id") is not None


def _body(bodies: list[tuple[str, bytes]], *, is_alone: bool) -> Iterator[Attachment]:
    """The text of the mail where it may be the return itself: nothing else was sent, or it holds a table."""
    pages = [content for kind, content in bodies if kind == "text/html"]
    words = [content for kind, content in bodies if kind == "text/plain"]
    if pages and (is_alone or any(_holds_table(page) for page in pages)):
        yield f"{_BODY}.html", max(pages, key=len)
    elif words and is_alone:
        yield f"{_BODY}.txt", max(words, key=len)


def _holds_table(page: bytes) -> bool:
    rows = re.split(rb"<tr\b", page.lower())[1:]
    return any(len(re.findall(rb"<t[dh]\b", row)) >= _COLUMNS for row in rows)


def read_msg(content: bytes) -> tuple[Attachment, ...]:
    """What was attached to a mail that Outlook saved; its text where nothing was. Raises UnreadableFileError if damaged."""
    try:
        with OleFileIO(content) as compound:
            streams = {"/".join(path): compound.openstream(path).read() for path in compound.listdir()}
    except (OSError, ValueError, IndexError, OverflowError, RecursionError, struct.error) as error:
        raise UnreadableFileError("文件已损坏或不完整") from error
    suffix = f"__substg1.0_{_CONTENT}"
    places = [path.removesuffix(suffix) for path in streams if path.endswith(suffix) and "__attach" in path]
    attached = [(_attached_name(streams, place), streams[f"{place}{suffix}"]) for place in sorted(places)]
    return tuple(attached or _outlook_text(streams))


def _attached_name(streams: dict[str, bytes], place: str) -> str:
    for name in _NAMES:
        if raw := streams.get(f"{place}__substg1.0_{name}"):
            text = raw.decode("utf-16-le" if name.endswith("F") else "gb18030", "replace").strip("\0 ")
            return re.split(r"[\\/]", text)[-1]
    return "附件"


def _outlook_text(streams: dict[str, bytes]) -> Iterator[Attachment]:
    for kind, suffix in ((_PAGE, "html"), (_WORDS, "txt"), (_OLD_WORDS, "txt")):
        if text := streams.get(f"__substg1.0_{kind}"):
            words = text.decode("utf-16-le", "replace").encode() if kind == _WORDS else text
            yield f"{_BODY}.{suffix}", words.rstrip(b"\0")
            return
