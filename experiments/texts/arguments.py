"""What the arguments of commands are called, in usage lines, lists and errors, in both languages."""

from __future__ import annotations

__all__ = ["ARGUMENT_TEXTS"]

ARGUMENT_TEXTS: dict[str, tuple[str, str]] = {
    "name.scenario": ("SCENARIO", "情景"),
    "name.target": ("TARGET", "结果或情景"),
    "name.results": ("RESULTS", "结果文件夹"),
    "name.name": ("NAME", "图名"),
    "name.issue": ("ISSUE", "问题编号"),
    "name.kind": ("KIND", "种类"),
    "name.id": ("ID", "编号"),
    "name.words": ("WORDS", "词语"),
    "name.file": ("FILE", "文件"),
    "name.plan": ("PLAN", "计划文件"),
    "name.folder": ("FOLDER", "文件夹"),
    "name.sql": ("SQL", "查询语句"),
}
