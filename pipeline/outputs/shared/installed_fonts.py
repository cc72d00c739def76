"""Which of the office's fonts this computer lacks: said on the start page, since the documents themselves are right."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Collection

from pipeline.config import BulletinFonts

_USES = {
    "title": "发文机关标志和标题",
    "body": "正文",
    "heading": "一级标题",
    "subheading": "二级标题",
    "number": "页码",
}
# A Windows in another language lists a Chinese font under its English name.
_ENGLISH = {
    "仿宋": "FangSong",
    "黑体": "SimHei",
    "楷体": "KaiTi",
    "宋体": "SimSun",
    "仿宋_GB2312": "FangSong_GB2312",
    "楷体_GB2312": "KaiTi_GB2312",
    "方正小标宋简体": "FZXiaoBiaoSong-B05S",
    "华文中宋": "STZhongsong",
    "华文仿宋": "STFangsong",
    "华文细黑": "STXihei",
    "华文楷体": "STKaiti",
    "华文宋体": "STSong",
}
_REGISTRY = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts"
_SECONDS = 10


def font_warnings(fonts: BulletinFonts, installed: Collection[str]) -> tuple[str, ...]:
    """One warning that names each missing font, its use and what stands in for it; none where nothing is known."""
    known = {name.casefold() for name in installed}
    if not known:
        return ()
    missing: dict[str, list[str]] = {}
    shown: dict[str, str] = {}
    for role, use in _USES.items():
        first, *others = getattr(fonts, role)
        if not _is_there(first, known):
            missing.setdefault(first, []).append(use)
            shown[first] = next((f"“{other}”" for other in others if _is_there(other, known)), "软件另选的字体")
    if not missing:
        return ()
    told = "，".join(
        "、".join(f"“{font}”（用于{'、'.join(missing[font])}）" for font in shown if shown[font] == stand_in)
        + f"暂以{stand_in}代替"
        for stand_in in dict.fromkeys(shown.values())
    )
    return (
        f"本机没有安装的公文字体：{told}。在本机打开通报、函件时，字形、行数和分页可能与正式版面不一致；"
        "文件本身没有问题，在装有这些字体的电脑上会正常显示，不必改动文件中的字体。请在装有字体的电脑上核对版面、打印。",
    )


def installed_fonts() -> frozenset[str]:
    """The names of this computer's fonts; empty where it does not say."""
    try:
        return _from_registry() if sys.platform == "win32" else _from_fontconfig()
    except (OSError, ValueError, subprocess.SubprocessError):
        return frozenset()


def family_names(lines: Collection[str]) -> frozenset[str]:
    """The names in lists like 宋体 & 新宋体 (TrueType) and Noto Serif CJK SC,思源宋体."""
    bare = (re.sub(r"\s*\((?:TrueType|OpenType|All res|VGA res)\)\s*$", "", line) for line in lines)
    return frozenset(name.strip() for line in bare for name in re.split("[,&]", line) if name.strip())


def _is_there(font: str, known: Collection[str]) -> bool:
    return font.casefold() in known or _ENGLISH.get(font, font).casefold() in known


def _from_fontconfig() -> frozenset[str]:
    program = shutil.which("fc-list")
    if program is None:
        return frozenset()
    done = subprocess.run([program, ":", "family"], capture_output=True, check=True, timeout=_SECONDS)
    return family_names(done.stdout.decode("utf-8", "replace").replace("\\-", "-").splitlines())


def _from_registry() -> frozenset[str]:
    """Fonts of everybody and of this user."""
    lines: list[str] = []
    if sys.platform == "win32":
        import winreg

        for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
            try:
                with winreg.OpenKey(root, _REGISTRY) as key:
                    lines += [winreg.EnumValue(key, number)[0] for number in range(winreg.QueryInfoKey(key)[1])]
            except OSError:
                continue
    return family_names(lines)
