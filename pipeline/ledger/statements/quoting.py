"""What a finding shows a person: where a text stands, and its first words."""

from __future__ import annotations

from pipeline.vocabulary.findings import Place


def told(place: Place | None) -> str:
    """文件名 第 n 行; a place that nobody knows is 位置不明."""
    if not place or not place.source:
        return "位置不明"
    name = place.source.rsplit("/", 1)[-1]
    return f"{name}第{place.row}行" if place.row else name


def quoted(text: str, most: int = 100) -> str:
    """``text`` on one line, cut behind ``most`` characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[:most]}……"
