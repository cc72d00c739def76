"""The one reader of TOML: an office's config.toml, and the words and weights that come with the program under phrases/."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.vocabulary.errors import ConfigError

USUAL_FOLDERS = {"master": "master", "inbox": "inbox", "archive": "archive", "outbox": "outbox"}
"""What an office's folders are called where its config.toml gives no other names ([folders])."""
_PHRASES = Path(__file__).parent / "phrases"


def read_toml(path: Path) -> dict[str, Any]:
    """What a TOML file says, with or without a byte order mark.

    Raises:
        FileNotFoundError: there is none.
        ConfigError: it is in another encoding, or not TOML; says which and what to do.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise ConfigError(f"{path} 不是 UTF-8 编码。", "请用记事本打开，另存为时编码选 UTF-8。") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            f"{path} 格式有误：{error}。", "请按提示的行列（line、column）检查引号、方括号和等号。"
        ) from None


@cache
def read_phrases(name: str) -> Mapping[str, tuple[str, ...]]:
    """The lists of words in phrases/<name>.toml, by their names."""
    return {key: tuple(words) for key, words in read_toml(_PHRASES / f"{name}.toml").items()}


def read_phrase_tables(name: str) -> dict[str, dict[str, float]]:
    """The tables of numbers in phrases/<name>.toml, by their names."""
    return {
        key: {level: float(bits) for level, bits in table.items()}
        for key, table in read_toml(_PHRASES / f"{name}.toml").items()
    }


def read_weights(name: str) -> dict[str, Any]:
    """What scripts/fit_sentences.py has fitted: phrases/<name>.json."""
    fitted: dict[str, Any] = json.loads((_PHRASES / f"{name}.json").read_text(encoding="utf-8"))
    return fitted
