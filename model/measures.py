"""Measures: each defined once, with unit, labels, formula and which way is better."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["MEASURES", "Measure"]


@dataclass(frozen=True)
class Measure:
    """One measure of the series.

    Attributes:
        better: "up", "down" or "none" (no verdict).
        by_segment: whether it is reported for each segment of residents.
        headline: whether the main comparison shows it.
    """

    name: str
    unit: str
    en: str
    zh: str
    formula: str
    better: str = "none"
    by_segment: bool = False
    headline: bool = False


def _measures() -> dict[str, Measure]:
    rows = [
        Measure("adults", "people", "Adults", "成年居民", "residents of 18 and over", by_segment=True),
        Measure(
            "participation_rate", "share", "Participation rate", "参与率",
            "adults who took part in an activity this month ÷ adults", "up", True, True,
        ),
        Measure(
            "unique_participants", "share", "Unique participants in a year", "年度参与人口比例",
            "adults with an activity in the last 12 months ÷ adults", "up", True, True,
        ),
        Measure(
            "representation", "ratio", "Representation", "代表性比率",
            "share among participants of the last 12 months ÷ share among adults", "none", True, True,
        ),
        Measure(
            "evenness", "share", "Evenness of participation", "参与均衡度",
            "1 − Gini of months with an activity in the last 12, over adults", "up", True, True,
        ),
        Measure("voice_rate", "share", "Raised an issue", "提出问题比例", "adults who raised an issue this month and did nothing more ÷ adults", "up", True),
        Measure("meeting_rate", "share", "Came to a meeting", "参加会议比例", "adults whose activity was a meeting ÷ adults", "up", True),
        Measure("budget_rate", "share", "Decided on a fund", "资金表决比例", "adults whose activity was a fund's vote ÷ adults", "up", True),
        Measure("volunteer_rate", "share", "Volunteered", "志愿服务比例", "adults whose activity was work or leading ÷ adults", "up", True),
        Measure("community_tie", "share", "Interest tie to the community", "利益纽带", "mean of community_tie", "up", True),
        Measure("awareness", "share", "Awareness", "知晓度", "mean of awareness", "up", True),
        Measure("efficacy", "share", "Efficacy", "效能感", "mean of efficacy", "up", True),
        Measure("perceived_power", "share", "Perceived power of meetings", "感知权力", "mean of power_committee", "up", True),
        Measure("trust_committee", "share", "Trust in the committee", "对居委会信任", "mean of trust_committee", "up", True, True),
        Measure("trust_street", "share", "Trust in the street office", "对街道信任", "mean of trust_street", "up", True, True),
        Measure("satisfaction", "share", "Satisfaction", "满意度", "mean of satisfaction", "up", True),
        Measure("arisen", "issues", "Issues arisen", "新出现问题", "issues that arose this month"),
        Measure("solved", "issues", "Issues resolved", "解决问题", "issues first resolved this month", "up"),
        Measure(
            "resolution_rate", "share", "Resolution rate", "解决率",
            "issues that arose 12–23 months ago and were resolved within 12 months ÷ all that arose then",
            "up", headline=True,
        ),
        Measure(
            "time_to_resolution", "month", "Median time to resolution", "解决时间中位数",
            "Kaplan–Meier median, from raised to first resolved, issues raised in the last 36 months; "
            "empty where less than half are resolved",
            "down", headline=True,
        ),
        Measure(
            "lasting_share", "share", "Lasting share", "持久解决比例",
            "issues first resolved 12–23 months ago that did not come back within 12 months ÷ those resolved then",
            "up", headline=True,
        ),
        Measure(
            "backlog", "issues/1000 adults", "Backlog", "积压问题", "open issues ÷ adults × 1000",
            "down", headline=True,
        ),
        Measure("escalations", "issues", "Petitions", "上交问题", "issues that turned into petitions this month", "down"),
        Measure(
            "admin_share", "share", "Administrative share of committee time", "居委会行政时间占比",
            "hours on administrative tasks ÷ hours of staff", "down", headline=True,
        ),
        Measure("self_governance_hours", "hour/committee", "Self-governance hours", "自治工作时间", "hours on outreach, meetings and cases ÷ committees", "up"),
        Measure("volunteer_hours", "hour", "Volunteered hours", "志愿服务时间", "hours volunteered this month", "up"),
        Measure("spending", "yuan", "Public spending", "公共支出", "paid from all accounts this month", "none"),
        Measure(
            "spending_per_resolved", "yuan/issue", "Spending per resolved issue", "每解决一件的支出",
            "paid from all accounts in the last 12 months ÷ issues first resolved in them", "down",
            headline=True,
        ),
        Measure("pledged", "yuan", "Pledged by units", "驻区单位投入", "worth of pledges this month", "up"),
        Measure("social_organizations", "count", "Social organisations", "社会组织数", "social organisations alive", "none"),
    ]  # fmt: skip
    return {row.name: row for row in rows}


MEASURES = _measures()
