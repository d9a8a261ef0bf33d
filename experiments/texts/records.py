"""Texts about results, what is read from them, and stories, in English and Chinese."""

from __future__ import annotations

from .joining import Texts

__all__ = ["OPTION_NAMES", "RECORD_TEXTS"]

OPTION_NAMES: Texts = {
    "NAME": ("NAME", "图名"),
    "by": ("by", "分组（--by）"),
    "engine": ("engine", "引擎（--engine）"),
    "kind": ("kind", "对象"),
    "lang": ("lang", "语言（--lang）"),
    "links": ("links", "环节（--links）"),
    "measures": ("measures", "指标（--measures）"),
    "neighbourhood": ("neighbourhood", "居民区（--neighbourhood）"),
    "pick": ("pick", "挑选（--pick）"),
    "scenario": ("scenario", "情景（--scenario）"),
    "year": ("year", "年份（--year）"),
}
"""What options are called in errors."""

RECORD_TEXTS: dict[str, tuple[str, str]] = {
    "help.trace": (
        "Tell the story of one issue: who noticed, who came, what was decided, who paid, what went wrong.",
        "讲述一个问题的来龙去脉：谁发现，谁到会，如何决定，谁出资，哪里出错。",
    ),
    "usage.trace": (
        "gongzhi trace TARGET [ISSUE] [OPTIONS]",
        "gongzhi trace 结果或情景 [问题编号] [选项]",
    ),
    "help.target": (
        "Folder of results, or a scenario (name or .toml file) that is run now.",
        "结果文件夹，或现在运行的情景（名称或 .toml 文件）。",
    ),
    "help.issue": ("Number of the issue; without it one is picked.", "问题编号；不给则自动挑选。"),
    "help.pick": (
        "How the picked one ended: resolved (if not given), relapsed, stalled, lost or escalated; or a "
        "domain, such as parking, in which one was resolved.",
        "挑选结局：resolved 已解决（默认）、relapsed 复发、stalled 搁置、lost 流失、escalated 上交；"
        "或领域名，如 parking 停车，挑选该领域一件已解决的问题。",
    ),
    "help.label": (
        "Scenario of a comparison; the first if not given.",
        "比较结果中的哪个情景；默认第一个。",
    ),
    "bad.choice": (
        '{option}: there is no "{word}"; allowed: {allowed}',
        "{option}：没有“{word}”；可用：{allowed}",
    ),
    "bad.near": (
        '{option}: there is no "{word}" (did you mean "{near}"?); allowed: {allowed}',
        "{option}：没有“{word}”（是否想用“{near}”？）；可用：{allowed}",
    ),
    "source.folder": (
        "{place}: this is no folder of results; make one with gongzhi run or compare and --out",
        "{place}：这不是结果文件夹；可用 gongzhi run 或 compare 加 --out 生成",
    ),
    "source.table": (
        "{place}: there is no table {table}, which is needed here; run again with --out",
        "{place}：没有所需的数据表 {table}；请加 --out 重新运行",
    ),
    "source.column": (
        "{place}: the table {table} has no column {column}, which is needed here; run again "
        "with this version",
        "{place}：数据表 {table} 没有所需的列 {column}；请用当前版本重新运行",
    ),
    "source.unread": ("{place}: cannot be read ({reason})", "{place}：无法读取（{reason}）"),
    "source.nothing": (
        "{place}: nothing to draw: the table {table} holds no such rows; run more months, or choose "
        "differently",
        "{place}：没有可画的内容：数据表 {table} 中没有相应的行；请延长运行月数或另作选择",
    ),
    "trace.picked": (
        "pick: it chooses an issue where no number is given",
        "挑选（--pick）：只用于没有给出问题编号的情况",
    ),
    "trace.seed": (
        "seed: these results hold no records of seed {seed}; they hold those of seed {kept} only",
        "种子：结果中没有种子 {seed} 的问题记录；只有种子 {kept} 的",
    ),
    "trace.kept": (
        "{place}: these results are as they were run; {names} can be set for a scenario that is run now",
        "{place}：结果已经运行完毕；{names} 只能用于现在运行的情景",
    ),
    "trace.none": (
        "pick: no issue of {scenario} was {pick}; try another pick, or more months",
        "挑选（--pick）：{scenario} 中没有{pick}问题；请换一种挑选方式，或延长月数",
    ),
    "trace.issue": (
        "issue: {scenario} has no issue {issue}; they are numbered 0 to {last}",
        "问题：{scenario} 中没有第 {issue} 号；编号为 0 至 {last}",
    ),
}
