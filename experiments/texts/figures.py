"""Everything that people read in and about figures, in English and Chinese."""

from __future__ import annotations

__all__ = ["FIGURE_TEXTS"]

FIGURE_TEXTS: dict[str, tuple[str, str]] = {
    # the page of a comparison
    "figure.months": (
        "Month by month: mean over seeds and its 95 % interval",
        "逐月：各种子的平均及其 95 % 区间",
    ),
    "figure.differences": (
        "Difference from “{baseline}”, mean of the last {window} months, with 95 % interval",
        "与“{baseline}”之差：最后{window}个月的平均，附 95 % 区间",
    ),
    "figure.representation": ("Representation, by segment", "各群体的代表性"),
    "figure.level": ("share of participants ÷ share of adults", "占参与者比例 ÷ 占成年人比例"),
    "figure.moved": ("difference from the baseline", "与参照之差"),
    "figure.better": ("better", "改善"),
    "figure.reform": ("reform begins", "改革开始"),
    "figure.caption": (
        "{seeds} seeds, the same luck for every scenario; {residents:,} residents; gongzhi {version}. "
        "Intervals are for each measure alone.",
        "{seeds}个种子，各情景偶然性相同；居民{residents:,}人；gongzhi {version}。区间针对单个指标。",
    ),
    # what cannot be drawn
    "figure.option": (
        "the figure {name} has no option {option}",
        "图 {name} 没有选项 {option}",
    ),
    "figure.short": (
        "{place}: this figure needs {least} months, but there are only {months}; run longer",
        "{place}：只有{months}个月，本图至少需要{least}个月；请延长运行月数",
    ),
    "figure.alone": (
        "{place}: differences need a comparison; make one with gongzhi compare",
        "{place}：差异图需要比较结果；请用 gongzhi compare 生成",
    ),
    "figure.file": (
        "--out: {out} ends neither in .svg nor in .png",
        "--out：{out} 的扩展名不是 .svg 或 .png",
    ),
    "figure.exists": (
        "{out}: the file exists; --force replaces it",
        "{out}：文件已存在；--force 可替换",
    ),
    # the foot of every figure
    "figure.residents": ("{residents:,} residents", "居民{residents:,}人"),
    "figure.pair": ("{name}: {value}", "{name}：{value}"),
    "figure.seed": ("seed {seed}", "种子{seed}"),
    "figure.seeds": ("mean of {seeds} seeds", "{seeds}个种子的平均"),
    # participation
    "participation.title": (
        "Participation rate of each segment, mean of the last 12 months",
        "各群体参与率（过去12个月平均）",
    ),
    "participation.axis": ("adults who took part in a month, %", "当月参与的成年人比例（%）"),
    "participation.all": ("all adults", "全体成年人"),
    # funnel
    "funnel.title": (
        "How far issues get: {issues:,} issues that arose in {first}–{last}",
        "问题走到哪一步：{first}–{last}年出现的{issues:,}件问题",
    ),
    "funnel.title.by": (
        "How far issues get, by {group}: issues that arose in {first}–{last}",
        "问题走到哪一步（按{group}）：{first}–{last}年出现的问题",
    ),
    "funnel.arose": ("arose", "出现"),
    "funnel.raised": ("raised", "提出"),
    "funnel.agenda": ("on the agenda", "列入议题"),
    "funnel.decided": ("decided", "作出决定"),
    "funnel.resourced": ("resourced", "落实资源"),
    "funnel.under_way": ("under way", "实施"),
    "funnel.resolved": ("resolved", "解决"),
    "funnel.lasted": ("lasted 12 months", "解决后维持12个月"),
    "funnel.out.faded": ("faded away", "不了了之"),
    "funnel.out.undecided": ("met, no decision", "议而未决"),
    "funnel.out.stalled": ("stalled or unfunded", "搁置或缺资金"),
    "funnel.out.escalated": ("turned into a petition", "上交"),
    "funnel.out.open": ("still open", "尚未了结"),
    "funnel.out.back": ("came back within 12 months", "12个月内复发"),
    "funnel.out.early": ("resolved too recently to tell", "解决未满12个月"),
    "funnel.reached": ("reached this step, % of all", "走到这一步（占全部的%）"),
    "funnel.left": ("went no further, % of all", "止于这一步（占全部的%）"),
    "funnel.through": ("went through this step", "经过这一步"),
    "funnel.skipped": ("simple case: skipped it", "简单事务：跳过这一步"),
    "funnel.number": ("issues", "件数"),
    "funnel.note": (
        "Each issue counts once, by the furthest step that it ever reached. A simple case goes from "
        "raised straight to work. The numbers on the right add up to all issues that did not "
        "last.",
        "每件问题按其到过的最远一步计一次。简单事务提出后直接办理。右侧件数相加，即为未能持久解决的全部问题。",
    ),
    "funnel.note.by": (
        "Per cent of the issues of each row. On the right: where those are that did not last. A simple "
        "case counts as having got past the steps that it skipped.",
        "占每行问题总数的百分比。右侧为未能持久解决者的去向。简单事务视为已越过其跳过的各步。",
    ),
    # groups
    "by.domain": ("domain", "领域"),
    "by.housing": ("housing", "住房类型"),
    "by.arena": ("arena", "议事平台"),
    "by.scope": ("reach", "影响范围"),
    # survival
    "survival.title": (
        "Waiting for a resolution: {issues:,} issues raised in {first}–{last}",
        "等待解决：{first}–{last}年提出的{issues:,}件问题",
    ),
    "survival.title.by": (
        "Waiting for a resolution, by {group}: issues raised in {first}–{last}",
        "等待解决（按{group}）：{first}–{last}年提出的问题",
    ),
    "survival.x": ("months since the issue was raised", "提出后的月数"),
    "survival.y": ("not yet resolved, %", "尚未解决（%）"),
    "survival.all": ("all issues", "全部问题"),
    "survival.half": ("half resolved after {months:.0f} months", "半数在{months:.0f}个月内解决"),
    "survival.never": ("less than half resolved", "解决不足半数"),
    "survival.risk": ("still waiting", "仍在等待"),
    "survival.note": (
        "Kaplan–Meier estimate, to the first resolution; band: 95 % (Greenwood, log–log). An issue "
        "without a resolution, given up or open, is followed to the end of the run and censored there.",
        "Kaplan–Meier 估计，至首次解决为止；色带为95 %区间（Greenwood，双对数）。"
        "未解决的问题（无论放弃或仍在办）观察至运行结束并在该处删失。",
    ),
    # the command
    "help.figure": (
        "Draw a figure from results: participation, funnel, survival, hours, money, network, "
        "neighbourhood, differences.",
        "用结果画图：participation、funnel、survival、hours、money、network、neighbourhood、differences。",
    ),
    "usage.figure": ("gongzhi figure NAME RESULTS [OPTIONS]", "gongzhi figure 图名 结果文件夹 [选项]"),
    "help.figure_name": ("Name of the figure.", "图名。"),
    "help.results": ("Folder of results.", "结果文件夹。"),
    "help.figure_out": (
        "File to write, .svg or .png; both, named after the figure, in the current folder if not given.",
        "要写的文件，.svg 或 .png；默认在当前文件夹写出两者，以图名命名。",
    ),
    "help.figure_force": ("Replace files that exist.", "替换已有文件。"),
    "help.figure_scenario": (
        "Scenario of a comparison; the first if not given.",
        "比较结果中的情景；默认第一个。",
    ),
    "help.by": (
        "Split funnel or survival: domain, housing, arena or scope.",
        "funnel 或 survival 的分组：domain、housing、arena 或 scope。",
    ),
    "help.year": ("Year of money; the last if not given.", "money 的年份；默认最后一年。"),
    "help.neighbourhood": ("Number of the neighbourhood, from 0.", "居民区编号，从 0 起。"),
    "help.slide": ("For a slide: 16:9, large type.", "用于幻灯片：16:9，大字号。"),
    "note.figure": ("Figure: {out}", "图：{out}"),
}  # fmt: skip
