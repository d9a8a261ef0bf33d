"""What the columns of written tables mean, in English and Chinese.

Columns of measures bring their own labels, and columns of issues their own English and unit.
"""

from __future__ import annotations

__all__ = ["CODEBOOK_TEXTS", "COLUMNS", "ISSUE_COLUMNS"]

CODEBOOK_TEXTS: dict[str, tuple[str, str]] = {
    "help.csv": (
        "Write every table as CSV too (UTF-8, for spreadsheets and statistics); needs --out.",
        "所有表格另存 CSV（UTF-8，供表格与统计软件使用）；须与 --out 同用。",
    ),
    "csv.out": (
        "--csv writes files and needs --out FOLDER",
        "--csv 要写文件，须同时给出 --out 文件夹",
    ),
}

COLUMNS: dict[str, tuple[str, str, str]] = {
    # anywhere
    "scenario": ("", "Label of the scenario", "情景标签"),
    "seed": ("", "Seed of the luck", "偶然性的种子"),
    "street": ("", "Row of the street, from 0", "街道编号，从0起"),
    "month": (
        "month",
        "Month, 0 is 2013-01; below 0 is the spin-up",
        "月份，0为2013年1月；负数为预热期",
    ),
    "date": ("", "Month as YYYY-MM", "月份（年-月）"),
    "segment": ("", "Group of residents; all: every adult", "居民群体；all 为全体成年人"),
    "issue": ("", "Number of the issue in its run, from 0", "该次运行中的问题编号，从0起"),
    # differences and runs
    "measure": (
        "",
        "Name of the measure; its meaning: rows of series.parquet",
        "指标名称；含义见 series.parquet 各行",
    ),
    "unit": ("", "Unit of the values of this row", "本行数值的单位"),
    "better": ("", "Which way is better: up, down or none", "何为改善：up 升、down 降、none 不分"),
    "baseline_mean": (
        "of the measure",
        "Baseline: mean of the last months, over seeds",
        "参照：最后各月的平均，再对种子平均",
    ),
    "mean": (
        "of the measure",
        "Scenario: mean of the last months, over seeds",
        "情景：最后各月的平均，再对种子平均",
    ),
    "difference": (
        "of the measure",
        "Scenario less baseline, under the same seeds",
        "情景减参照，种子相同",
    ),
    "low": ("of the measure", "Lower end of the 95 % interval", "95 % 区间下端"),
    "high": ("of the measure", "Upper end of the 95 % interval", "95 % 区间上端"),
    "sd": (
        "of the measure",
        "Standard deviation of the difference over seeds",
        "差异在各种子间的标准差",
    ),
    "n": ("count", "Seeds with a value", "有数值的种子数"),
    "pairing_gain": (
        "ratio",
        "Times the runs that separate luck would take",
        "若偶然性不共用，所需运行次数的倍数",
    ),
    "value": ("of the measure", "Mean of the last months", "最后各月的平均"),
    # moves and notes
    "before": ("", "Stage before the move", "变动前的阶段"),
    "after": ("", "Stage after the move", "变动后的阶段"),
    "mover": ("", "Who moved it", "由谁推动"),
    # ties at the end of a run
    "organisation": ("", "Number of the organisation in this table", "组织在本表中的编号"),
    "kind": ("", "Kind of organisation, or of tie", "组织的种类，或联系的种类"),
    "row": ("", "Its number among those of its kind", "同类中的编号"),
    "neighbourhood": (
        "",
        "Row of the neighbourhood, from 0; -1: the whole street",
        "居民区编号，从0起；-1为全街道",
    ),
    "place": ("", "Name of the neighbourhood, or its number", "居民区名称，或其编号"),
    "exists": ("", "An owners' committee may not have been founded", "业委会可能未成立"),
    "ties.a": ("", "One organisation of the tie", "联系一方的组织编号"),
    "ties.b": ("", "The other organisation of the tie", "联系另一方的组织编号"),
    "strength": ("share", "Strength of the tie", "联系强度"),
    "building": ("", "Row of the building, from 0", "楼道编号，从0起"),
    "housing": ("", "Kind of housing of the neighbourhood", "居民区的住房类型"),
    "residents": ("people", "Residents of the building, children included", "楼道居民数（含儿童）"),
    "blocks.a": ("", "One building", "楼道编号之一"),
    "blocks.b": ("", "Another building, or the same one", "另一楼道编号，或同一楼道"),
    "blocks.ties": (
        "count",
        "Neighbourly ties between the residents of the two",
        "两楼道居民间的邻里联系数",
    ),
    "blocks.strength": ("", "Sum of the strength of these ties", "这些联系的强度之和"),
    "actor": (
        "",
        "Which one (row or id); -1: nobody in particular",
        "具体是谁（行号或编号）；-1为不特指",
    ),
    "why": ("", "Why it moved", "变动原因"),
    "fact": ("", "What was noted", "记录的事实"),
    "notes.value": (
        "by the fact",
        "Value of the fact: people, share, yuan or hours",
        "事实的数值：人、比例、元或小时",
    ),
}
"""Unit, English and Chinese by column; ``table.column`` where a name means different things."""

ISSUE_COLUMNS: dict[str, str] = {
    "key": "问题的偶然性编号：何处何时产生",
    "neighbourhood": "居民区编号，从0起",
    "housing": "居民区的住房类型",
    "building": "楼道编号；范围更大则为-1",
    "domain": "领域",
    "scope": "影响范围",
    "arena": "在哪里决定",
    "stage": "所处阶段",
    "collective": "是否需要共同行动",
    "severity": "对所涉者的损害程度",
    "conflict": "偏好的分歧程度",
    "ambiguity": "职责不清的程度",
    "touched": "涉及的成年人",
    "salience": "受到的关注（逐渐消退）",
    "voices": "本月提出该问题的居民",
    "need_money": "所需资金",
    "need_labour": "所需志愿工时",
    "need_authority": "需要部门权力的程度",
    "need_expertise": "需要专业能力的程度",
    "need_venue": "需要场地的程度",
    "paid": "已支付的公共资金",
    "pledged": "他人认领的资金与物资",
    "labour": "投入的志愿工时",
    "fill": "需求满足程度（按最弱一项）",
    "agreement": "到会者中可以接受决定的比例",
    "legitimacy": "合法性：与全体受影响者意愿的接近程度×广度",
    "overridden": "官员是否改变了决定",
    "rules": "书面规则的质量",
    "supervised": "监督力度",
    "quality": "完成质量",
    "tries": "未形成决定的会议次数",
    "relapses": "复发次数",
    "since": "本阶段开始的月份",
    "arose": "产生的月份",
    "raised": "首次提出的月份",
    "decided": "最近一次决定的月份",
    "resolved": "首次解决的月份",
    "relapsed": "首次复发的月份",
    "closed": "最近一次结束的月份",
    "news": "本月所见结果：1为成功，-1为失败，0为无",
    "power_seen": "该结果显示的权力；-1为无证据",
}
"""Chinese of the columns of issues."""
