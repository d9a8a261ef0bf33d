"""Texts of what can be looked up, kept as CSV, or brought along, in English and Chinese."""

from __future__ import annotations

__all__ = ["CHOICES_ZH", "GROUP_LABELS", "LOOKUP_TEXTS"]

CHOICES_ZH = {
    "ad-hoc": "临时提出", "top-down": "自上而下", "bottom-up": "自下而上", "full": "完整程序",
    "officials": "干部分配", "greedy": "得票优先", "knapsack": "预算打包",
    "equal-shares": "均等份额", "quadratic": "平方投票",
    "recommended": "推荐", "elected": "选举", "lot": "抽签",
    "none": "没有", "street": "街道网格", "district": "区级联动网格",
}  # fmt: skip
"""Choices of levers in Chinese."""

LOOKUP_TEXTS: dict[str, tuple[str, str]] = {
    "help.levers": (
        "Look up levers and setting: what somebody could decide, and where it plays.",
        "查阅政策变量与背景：可以决定什么，在哪里发生。",
    ),
    "help.parameters": (
        "Look up the parameter book: every number that is assumed, with its source.",
        "查阅参数簿：每个假定的数值及其来源。",
    ),
    "help.measures": (
        "Look up the measures: what is counted, by which formula, which way is better.",
        "查阅指标：衡量什么，公式如何，何为改善。",
    ),
    "usage.levers": ("gongzhi levers [WORDS...] [OPTIONS]", "gongzhi levers [词语...] [选项]"),
    "usage.parameters": (
        "gongzhi parameters [WORDS...] [OPTIONS]",
        "gongzhi parameters [词语...] [选项]",
    ),
    "usage.measures": (
        "gongzhi measures [WORDS...] [OPTIONS]",
        "gongzhi measures [词语...] [选项]",
    ),
    "help.words": (
        "Only those with all these words in name, label (en or zh), group or source.",
        "只列出名称、标签（中英文）、组别或来源中含有所有这些词语的条目。",
    ),
    "lookup.none": (
        'nothing is found for "{words}"; without words everything is listed',
        "没有找到“{words}”；不给词语则全部列出",
    ),
    "lookup.near": (
        'nothing is found for "{words}"; near: {names}; without words everything is listed',
        "没有找到“{words}”；相近的有：{names}；不给词语则全部列出",
    ),
    "lookup.join": ("; ", "；"),
    "lookup.range": ("{low} to {high}", "{low} 至 {high}"),
    "lookup.choices": ("one of {choices}", "可选 {choices}"),
    "lookup.default": ("default {value}", "默认 {value}"),
    "lookup.empty": ("none", "无"),
    "lookup.value": ("value {value}", "取值 {value}"),
    "lookup.rows": ("rows of the paper: {rows}", "论文条目：{rows}"),
    "lookup.moves.+": ("by its rule raises: {measure}", "按规则，调高后会上升：{measure}"),
    "lookup.moves.-": ("by its rule lowers: {measure}", "按规则，调高后会下降：{measure}"),
    "lookup.given": (", given {given}", "（在 {given} 时）"),
    "lookup.confidence": ("confidence {letter}", "可信度 {letter}"),
    "lookup.source": ("source: {source}", "来源：{source}"),
    "lookup.formula": ("= {formula}", "= {formula}"),
    "lookup.better.up": ("higher is better", "越高越好"),
    "lookup.better.down": ("lower is better", "越低越好"),
    "lookup.better.none": ("neither way is better", "不分好坏"),
    "lookup.segments": ("by segment too", "另分群体"),
    "lookup.headline": ("headline", "主要指标"),
    "lookup.confidences": (
        "Confidence: A published, B derived from a published figure, C well known, D guess. "
        "{count} in all.",
        "可信度：A 已发表，B 由已发表数字推得，C 众所周知，D 猜测。共{count}条。",
    ),
    "lookup.count": ("{count} in all.", "共{count}条。"),
}

GROUP_LABELS: dict[str, tuple[str, str]] = {
    # levers
    "setting": ("Setting", "背景"),
    "empowerment": ("Empowerment", "赋权"),
    "funding": ("Funding", "资金"),
    "burden": ("Burden", "减负"),
    "platforms": ("Platforms", "平台"),
    "mobilisation": ("Mobilisation", "动员"),
    "information": ("Information", "信息"),
    "procedure": ("Procedure", "程序"),
    "culture": ("Culture", "观念与文化"),
    # measures
    "participation": ("Participation", "参与"),
    "issues": ("Issues", "议题"),
    "capacity": ("Capacity", "能力"),
    "ties": ("Ties", "联系"),
    "money": ("Money", "经费"),
    "mind": ("Mind", "认知与态度"),
    # parameters
    "society_traits": ("Society: traits at the start", "社会：初始特征"),
    "homophily": ("Homophily of ties", "纽带的同质性"),
    "identity": ("Identity", "认同"),
    "tie": ("Perceived tie", "感知纽带"),
    "taking_part": ("Taking part", "参与决定"),
    "activity_hours": ("Hours of activities", "活动时间"),
    "noticing": ("Noticing", "察觉问题"),
    "raising": ("Raising issues", "提出问题"),
    "reporting": ("Reporting", "上报"),
    "channels": ("Channels of outreach", "动员渠道"),
    "awareness": ("Awareness", "知晓"),
    "agenda_rules": ("Agenda rules", "议题程序"),
    "deliberation": ("Deliberation", "协商"),
    "voting": ("Voting", "表决"),
    "convening": ("Convening", "召集"),
    "hearing": ("Hearing", "听取意见"),
    "resourcing": ("Resourcing", "落实资源"),
    "work": ("Work", "实施"),
    "arising": ("Arising of issues", "问题产生"),
    "learning": ("Learning", "学习"),
    "prices": ("Prices", "价格"),
    "committee_time": ("Committee time", "居委会时间"),
    "street_time": ("Street time", "街道时间"),
    "social_life": ("Social organisations", "社会组织"),
    "team_life": ("Activity teams", "活动团队"),
    "pledging": ("Pledging of units", "单位认领"),
    "platforms_book": ("Platforms", "平台"),
    "cooperation": ("Cooperation of departments", "部门配合"),
    "property_side": ("Property side", "物业方面"),
    "services": ("Services", "服务"),
    "demography": ("Demography", "人口变动"),
    "founding": ("Founding of organisations", "组织设立"),
    "growth": ("Growth", "增长"),
    "announcing": ("Announcing reforms", "宣布改革"),
}
"""Groups of levers and measures, and sections of the parameter book."""
