"""Texts of the figures of hours, money, differences and networks, in English and Chinese."""

from __future__ import annotations

__all__ = ["CONTENT_TEXTS"]

CONTENT_TEXTS: dict[str, tuple[str, str]] = {
    # hours
    "hours.title": (
        "What residents' committees do with their hours",
        "居委会的时间用在哪里",
    ),
    "hours.axis": ("hours per committee and month", "小时/居委会·月"),
    "hours.note": (
        "Means of each quarter; the numbers are those of the last one.",
        "按季度平均；数字为最后一个季度的数值。",
    ),
    "hours.note.month": ("The numbers are those of the last month.", "数字为最后一个月的数值。"),
    "use.administration": ("administrative tasks", "行政事务"),
    "use.tickets": ("hotline and grid tickets", "热线与网格工单"),
    "use.duties": ("training, disclosure, support", "培训、公开与扶持"),
    "use.outreach": ("outreach", "走访联系"),
    "use.meetings": ("meetings", "会议"),
    "use.cases": ("simple cases", "简单事务办理"),
    "use.idle": ("unused", "闲置"),
    # money
    "money.title": (
        "Money spent in {year}, by who gave it and what it paid for",
        "{year}年资金：谁出钱、用在哪里",
    ),
    "money.axis": ("{unit} in the year", "全年（{unit}）"),
    "money.million": ("million yuan", "百万元"),
    "money.thousand": ("thousand yuan", "千元"),
    "money.wan": ("ten thousand yuan", "万元"),
    "money.yuan": ("yuan", "元"),
    "money.given": (
        "{giver}: {amount} {unit}, {share:.1f} % of all",
        "{giver}：{amount}{unit}，占{share:.1f} %",
    ),
    "money.note": (
        "Pledges are money and goods that units gave to projects; no account holds them.",
        "驻区单位的投入为捐助项目的资金和物资，不入任何账户。",
    ),
    "giver.street": ("Street budget", "街道财政"),
    "giver.owners": ("Owners", "业主"),
    "giver.units": ("Units of the street", "驻区单位"),
    "account.services": ("Public services: supply in every domain", "公共服务：各领域的日常供给"),
    "account.projects": ("Project money: projects decided upon", "项目经费：已决定的项目"),
    "account.running": ("Running costs: staff, meetings, platforms", "运行经费：人员、会议与平台"),
    "account.purchase": ("Purchase: contracts of social organisations", "购买服务：社会组织合同"),
    "account.reserve": ("Reserve: severe issues", "预备金：严重问题"),
    "account.autonomy": ("Autonomy fund: projects voted by residents", "自治金：居民表决的项目"),
    "account.maintenance": ("Maintenance fund: repairs of estates", "维修资金：小区维修"),
    "account.pledged": ("Pledges: money and goods for projects", "捐助：项目资金与物资"),
    # differences
    "differences.note": (
        "The same luck for every scenario; intervals are for each measure alone.",
        "各情景偶然性相同；区间针对单个指标。",
    ),
    # networks
    "network.title": (
        "The organisations of a street and their ties: {nodes} organisations, {ties} ties",
        "街道的组织网络：{nodes}个组织，{ties}条联系",
    ),
    "network.note": (
        "At the end of the run. Thicker lines are stronger ties; hollow signs have no tie or do not "
        "exist. Numbers are those of the neighbourhoods.",
        "运行结束时的状况。线越粗联系越强；空心符号表示没有联系或未成立；数字为居民区编号。",
    ),
    "network.counted": ("{name} ({number})", "{name}（{number}）"),
    "network.contracts": (
        "contracts (services {services},\nproperty {estates})",
        "合同（购买服务{services}，物业{estates}）",
    ),
    "kind.street_office": ("street office", "街道办事处"),
    "kind.party_organization": ("party organisation", "党组织"),
    "kind.line_department": ("line department", "条线部门"),
    "kind.residents_committee": ("residents' committee", "居委会"),
    "kind.owners_committee": ("owners' committee", "业委会"),
    "kind.property_company": ("property company", "物业服务企业"),
    "kind.activity_team": ("activity team", "居民活动团队"),
    "kind.social_organization": ("social organisation", "社会组织"),
    "kind.enterprise": ("unit", "驻区单位"),
    "tie.leadership": ("leadership", "领导"),
    "tie.joint work": ("joint work", "联合办公"),
    "tie.guidance": ("guidance", "指导"),
    "tie.acquaintance": ("acquaintance", "相识"),
    "tie.platform": ("joint meeting of units", "单位联席会议"),
    "tie.contract": ("contract", "合同"),
    "tie.contract.services": ("contract for services", "购买服务合同"),
    "tie.contract.estates": ("contract for property", "物业合同"),
    "tie.coordination": ("coordination", "协调"),
    "tie.support": ("support", "支持"),
    # neighbourhood
    "neighbourhood.title": (
        "Neighbourhood {place} ({housing}): {people:,} residents, {buildings} buildings",
        "居民区{place}（{housing}）：{people:,}名居民，{buildings}栋楼",
    ),
    "neighbourhood.title.one": (
        "Neighbourhood {place} ({housing}): {people:,} residents, 1 building",
        "居民区{place}（{housing}）：{people:,}名居民，1栋楼",
    ),
    "neighbourhood.building": ("building (size: residents)", "楼栋（大小表示居民数）"),
    "neighbourhood.key": ("{ties} acquaintances", "{ties}对相识"),
    "neighbourhood.key.one": ("1 acquaintance", "1对相识"),
    "neighbourhood.absent": ("no owners' committee", "未成立业委会"),
    "neighbourhood.note": (
        "Width of lines: pairs of residents who know each other. Only the {shown} strongest of {pairs:,} "
        "pairs of buildings are drawn. Ties within buildings: {inside:,}; between them: {between:,}.",
        "线宽表示相识的居民对数；共{pairs:,}对楼栋，只画联系最多的{shown}对。"
        "楼内联系{inside:,}条，楼际联系{between:,}条。",
    ),
    "neighbourhood.note.one": (
        "Pairs of residents of the building who know each other: {inside:,}.",
        "楼内相识的居民{inside:,}对。",
    ),
    "neighbourhood.note.all": (
        "Width of lines: pairs of residents who know each other. Ties within buildings: {inside:,}; "
        "between them: {between:,}.",
        "线宽表示相识的居民对数。楼内联系{inside:,}条，楼际联系{between:,}条。",
    ),
}  # fmt: skip
