"""Texts about patterns that the model is held against, in English and Chinese."""

from __future__ import annotations

__all__ = ["VALIDATE_TEXTS"]

VALIDATE_TEXTS: dict[str, tuple[str, str]] = {
    "help.validate": (
        "Hold the model against patterns of the city: whether each is there, and what makes it.",
        "用城市中观察到的模式检验模型：每个模式是否出现，由什么机制产生。",
    ),
    "usage.validate": ("gongzhi validate [OPTIONS]", "gongzhi validate [选项]"),
    "help.only": (
        "Patterns by id, with commas between them (V05,V06); all if not given.",
        "模式编号，以逗号分隔（V05,V06）；默认全部。",
    ),
    "help.quick": (
        "Leave out the runs without mechanisms and the draws: verdicts over seeds alone.",
        "省去关闭机制的运行与参数抽取：只按种子判断。",
    ),
    "help.replicates": ("Number of seeds; 30 if not given.", "种子个数；默认 30。"),
    "help.seed_base": (
        "First seed of luck and society, the others follow; 2013000 if not given.",
        "偶然性与社会的第一个种子，其余依次递增；默认 2013000。",
    ),
    "help.validate.draws": (
        "Other readings of the parameters: shipped (20 of the calibrated draws, the default), a "
        "CSV or Parquet file with a column for each SECTION.NAME, a number of draws from the whole "
        "ranges, or none.",
        "参数的其他取值：shipped（自带校准抽取中的20次，默认），以 SECTION.NAME 为列名的 CSV 或 Parquet "
        "文件，在整个范围内抽取的次数，或 none（不抽取）。",
    ),
    "help.against": (
        "An earlier scoreboard as JSON; exit code 1 if a verdict differs from it, better or worse.",
        "以前的记分板（JSON）；任何判断与之不同（无论好坏）则退出码为 1。",
    ),
    "help.validate.out": (
        "Folder for scoreboard.json and replicates.parquet; it appears whole or not at all.",
        "保存 scoreboard.json 和 replicates.parquet 的文件夹；要么完整写入，要么不写。",
    ),
    "validate.test": ("Pattern, and what is tested", "模式与检验内容"),
    "validate.value": ("Value", "数值"),
    "validate.interval": ("95 % interval", "95%区间"),
    "validate.target": ("Range", "范围"),
    "validate.verdict": ("Verdict", "判断"),
    "validate.head.id": ("Pattern", "模式"),
    "validate.head.pattern": ("What is known", "已知现象"),
    "validate.head.kind": ("Kind", "性质"),
    "validate.head.verdict": ("Verdict", "判断"),
    "validate.head.over_seeds": ("Over seeds", "各种子下"),
    "validate.there": ("there", "出现"),
    "validate.absent": ("not there", "未出现"),
    "validate.head.passed": ("Tests passed", "通过检验"),
    "validate.head.mechanism": ("Mechanism", "机制"),
    "validate.head.gone": ("Without it", "去除机制后"),
    "validate.head.draws": ("Draws", "抽取"),
    "validate.head.data": ("Observed", "观察值"),
    "validate.head.first": ("Here", "本次"),
    "validate.head.again": ("On the other seeds", "另一批种子"),
    "validate.head.without": ("Without the mechanism: {test}", "去除机制：{test}"),
    "validate.head.parameter": ("Number or table", "数值或表格"),
    "validate.head.set": ("Set with", "针对"),
    "validate.head.source": ("Its source says", "来源说明"),
    "validate.label": ("{label} ({kind})", "{label}（{kind}）"),
    "validate.validation": ("validation", "验证"),
    "validate.verification": ("verification", "核验"),
    "validate.holds": ("holds", "成立"),
    "validate.not": ("does not hold", "不成立"),
    "validate.passes": ("passes", "通过"),
    "validate.fails": ("fails", "未通过"),
    "validate.without": ("without: {mechanism}", "去除：{mechanism}"),
    "validate.gone": ("gone", "消失"),
    "validate.stays": ("still there", "仍在"),
    "validate.draws": ("share of {n} draws", "{n}次抽取中的比例"),
    "validate.note": (
        "Over seeds {over_seeds} of {all} patterns are there: the whole interval over {n} seeds lies in "
        "the range, for every test. Verification: a number, a rule or a table was chosen with the pattern "
        "in view. Without: the first test that passes, with the mechanism taken away.",
        "{all}个模式中{over_seeds}个在各种子下出现：每项检验在{n}个种子上的整个区间都落在范围内。"
        "核验：某个数值、规则或表格是针对该模式选定的。去除：关闭机制后，第一项通过的检验的数值。",
    ),
    "validate.undrawn": (
        "Other readings of the parameters were not tried (--draws): the seeds alone decide what holds.",
        "未尝试参数的其他取值（--draws）：是否成立只按种子判断。",
    ),
    "validate.drawn": (
        "{held} hold: they are there over seeds, and all their values lie in their ranges in at least "
        "{enough} % of {draws} draws of the parameters.",
        "{held}个成立：在各种子下出现，且在{draws}次参数抽取中至少{enough}%的抽取里所有数值都落在范围内。",
    ),
    "validate.changed": (
        "{id}: {now}; the earlier scoreboard says: {before}",
        "{id}：{now}；以前的记分板为：{before}",
    ),
    "validate.interrupted": (
        "interrupted; finished replicates are kept, and the same command goes on from there",
        "已中断；完成的部分已保存，再次运行同一命令即可继续",
    ),
    "draws.unread": (
        "{file}: cannot be read as a table of draws ({reason})",
        "{file}：无法作为抽取表读取（{reason}）",
    ),
    "draws.column": (
        '{file}: column "{column}" is no parameter that can be drawn; see gongzhi parameters',
        "{file}：列“{column}”不是可抽取的参数；参见 gongzhi parameters",
    ),
    "draws.value": (
        "{file}, row {row}: {column} = {value} is out of range; allowed: {low:g}–{high:g}",
        "{file}第{row}行：{column} = {value} 超出范围；可取 {low:g}–{high:g}",
    ),
    "against.unread": (
        "{file}: cannot be read as a scoreboard ({reason})",
        "{file}：无法作为记分板读取（{reason}）",
    ),
}
