"""A project folder → its settings, or what is wrong with config.toml in words a clerk can act on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from pipeline.config.section import nearest
from pipeline.config.settings import Settings
from pipeline.vocabulary.errors import ConfigError
from pipeline.vocabulary.toml_files import read_toml


def load_settings(root: Path) -> Settings:
    """Settings of the project folder ``root``; ConfigError names the key, what is wrong and the nearest known key."""
    path = root / "config.toml"
    try:
        raw = read_toml(path)
    except FileNotFoundError:
        raise ConfigError(f"找不到设置文件 {path}。", "请在项目文件夹中运行，或用 --root 指明项目文件夹。") from None
    try:
        return Settings.model_validate({**raw, "root": root.resolve()})
    except ValidationError as error:
        problems = "；".join(_explain(fault) for fault in error.errors())  # type: ignore[arg-type]
        raise ConfigError(f"{path} 中的设置有误：{problems}。", "请更正后重新运行。") from None


def _explain(fault: dict[str, Any]) -> str:
    place = ".".join(str(part) for part in fault["loc"])
    match fault["type"]:
        case "extra_forbidden":
            known = _nearest_key([str(part) for part in fault["loc"]])
            return f"没有“{place}”这一项" + (f"，是否应为“{known}”" if known else "")
        case "missing":
            return f"缺少“{place}”"
        case "value_error":
            return f"“{place}”{fault['ctx']['error']}" if place else str(fault["ctx"]["error"])
        case _:
            return f"“{place}”的值 {fault['input']!r} 不合要求（{fault['msg']}）"


def _nearest_key(location: list[str]) -> str | None:
    """The known key of the same section most like the unknown one."""
    model: type[BaseModel] = Settings
    for part in location[:-1]:
        model = model.model_fields[part].annotation  # type: ignore[assignment]
    return nearest(location[-1], [name for name in model.model_fields if name != "root"])
