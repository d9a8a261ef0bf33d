"""Texts about records and stories, in English and Chinese."""

from __future__ import annotations

__all__ = ["RECORD_TEXTS"]

RECORD_TEXTS: dict[str, tuple[str, str]] = {
    "help.trace": (
        "Tell the story of one issue: who noticed, who came, what was decided, who paid, what went wrong.",
        "讲述一个问题的来龙去脉：谁发现，谁到会，如何决定，谁出资，哪里出错。",
    ),
    "usage.trace": (
        "gongzhi trace FOLDER|NAME|FILE [ISSUE] [OPTIONS]",
        "gongzhi trace 结果文件夹|名称|文件 [问题编号] [选项]",
    ),
    "help.target": (
        "Folder of results, or a scenario (name or .toml file) that is run now.",
        "结果文件夹，或现在运行的情景（名称或 .toml 文件）。",
    ),
    "help.issue": ("Number of the issue; without it one is picked.", "问题编号；不给则自动挑选。"),
    "help.pick": (
        "How the picked one ended: resolved (if not given), relapsed, stalled, lost or escalated.",
        "挑选结局：resolved 已解决（默认）、relapsed 复发、stalled 搁置、lost 流失、escalated 上交。",
    ),
    "help.label": (
        "Scenario of a comparison; the first if not given.",
        "比较结果中的哪个情景；默认第一个。",
    ),
    "records.folder": (
        "{folder}: no results of gongzhi here; give a folder that run or compare wrote with --out",
        "{folder}：这里没有 gongzhi 的结果；请给出 run 或 compare 用 --out 写出的文件夹",
    ),
    "records.table": (
        "{path}: cannot be read; run again with this version to get it",
        "{path}：无法读取；请用本版本重新运行",
    ),
    "records.scenario": (
        "scenario: there is no {name} in these results; they hold: {known}",
        "情景：结果中没有 {name}；有：{known}",
    ),
    "trace.pick": (
        "pick: there is no {pick}; there are: {known}",
        "pick：没有 {pick}；可用：{known}",
    ),
    "trace.none": (
        "pick: no issue of {scenario} was {pick}; try another way to end, or more months",
        "pick：{scenario} 中没有结局为 {pick} 的问题；请换一种结局，或延长月数",
    ),
    "trace.issue": (
        "issue: {scenario} has no issue {issue}; they are numbered 0 to {last}",
        "问题：{scenario} 中没有第 {issue} 号；编号为 0 至 {last}",
    ),
}
