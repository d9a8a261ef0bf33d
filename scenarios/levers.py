"""What may be chosen: the levers of a scenario, in groups.

A lever is a decision that somebody could take (a street, a district, the city); a parameter is a
belief about how people behave and stands in the parameter book. Every lever has a unit, a range, the
value of 2013, a label in English and Chinese, and the rows of the source paper that it stands for
(ids such as REF-24 are explained in ``docs/odd.md``). Lever names are unique across groups, so that
``CommunityModel(reserve_share=0.2)`` needs no group.
"""

from __future__ import annotations

from typing import Any, Literal

from .declaring import Group, lever

__all__ = ["GROUPS", "Levers", "lever_fields"]


class Empowerment(Group):
    """Who may decide: the rungs of Arnstein's ladder, seats, committees, elections."""

    meeting_power: float = lever(
        3.0, "rung", "Power announced to the community representative meeting",
        "社区代表会议赋权等级", low=0, high=8, rows="PLT-13 MECH-18 MECH-19 PROB-21",
        moves="+resourced",
    )  # fmt: skip
    committee_power: float = lever(
        4.0, "rung", "Power announced to meetings of the residents' committee",
        "居委会议事赋权等级", low=0, high=8, rows="PLT-16 PROB-21",
        moves="+perceived_power",
    )  # fmt: skip
    project_money_share: float = lever(
        0.0, "share", "Share of the street's project money that the meeting allocates",
        "代表会议议决的实事项目资金比例", low=0, high=1, rows="MECH-19 CASE-19",
        moves="+spent_running",
    )  # fmt: skip
    resident_seats: float = lever(
        0.4, "share", "Share of seats in the meeting held by ordinary residents",
        "代表会议普通居民席位比例", low=0, high=1, rows="MECH-18 ACT-22 ACT-23",
        moves="+spent_running",
    )  # fmt: skip
    unit_seats: float = lever(
        0.0, "share", "Share of seats in the meeting held by units and social organisations",
        "代表会议驻区单位和社会组织席位比例", low=0, high=1, rows="MECH-18 CASE-16 PROB-19",
        moves="+units_link", given={"unit_seats": 0.6},
    )  # fmt: skip
    delegates_chosen: Literal["recommended", "elected", "lot"] = lever(
        "recommended", "choice", "How resident delegates are chosen", "居民代表产生方式",
        rows="PLT-13 MECH-18 ACT-23",
        moves="+legitimacy_street", given={"resident_seats": 0.8},
    )  # fmt: skip
    survey_committee: bool = lever(
        False, "yes/no", "Specialist committee that collects opinion", "民意征询专业委员会",
        rows="PLT-14 PLT-15",
        moves="+lasting_share", given={"dialogue_committee": True, "supervision_committee": True},
    )  # fmt: skip
    dialogue_committee: bool = lever(
        False, "yes/no", "Specialist committee that deliberates", "协商议事专业委员会",
        rows="PLT-14 PLT-15",
        moves="+placed_on_agenda",
    )  # fmt: skip
    supervision_committee: bool = lever(
        False, "yes/no", "Specialist committee that supervises", "监督评议专业委员会",
        rows="PLT-14 PLT-15",
        moves="+lasting_share", given={"survey_committee": True, "dialogue_committee": True},
    )  # fmt: skip
    direct_election_share: float = lever(
        0.948, "share", "Share of residents' committees elected directly", "居委会直选比例",
        low=0, high=1, rows="PLT-16 CASE-25",
        moves="+legitimacy_committee",
    )  # fmt: skip
    hearing_meeting: bool = lever(
        False, "yes/no", "Hearing before a decision (three meetings)", "听证会", rows="PLT-17 REF-22",
        moves="+lasting_share", given={"appraisal_meeting": True},
    )  # fmt: skip
    coordination_meeting: bool = lever(
        True, "yes/no", "Coordination during a matter (three meetings)", "协调会",
        rows="PLT-17 REF-22",
        moves="-self_governance_hours",
    )  # fmt: skip
    appraisal_meeting: bool = lever(
        False, "yes/no", "Appraisal after a matter (three meetings)", "评议会", rows="PLT-17 REF-22",
        moves="+lasting_share", given={"hearing_meeting": True},
    )  # fmt: skip
    building_groups: float = lever(
        0.05, "share", "Share of buildings with a self-governance group", "楼道自治覆盖率",
        low=0, high=1, rows="ACT-39 MECH-25",
        moves="+decided",
    )  # fmt: skip
    countersign_weight: float = lever(
        0.1, "share", "Weight of the street in the appraisal of line departments", "会签考核权重",
        low=0, high=1, rows="MECH-05 REF-34",
        moves="+resourced",
    )  # fmt: skip
    duty_clarity: float = lever(
        0.3, "share", "How far function and duty lists settle who must act", "职能与责任清单明确度",
        low=0, high=1, rows="REF-34 PROB-28 PROB-29 CTX-18",
        moves="+resourced",
    )  # fmt: skip


class Funding(Group):
    """Who pays, and who decides what is paid."""

    project_money_per_head: float = lever(
        40.0, "yuan/head/year", "The street's project money", "街道实事项目经费",
        low=0, high=400, rows="PROB-30 REF-36",
        moves="+resourced",
    )  # fmt: skip
    running_money_per_head: float = lever(
        60.0, "yuan/head/year", "Money for running governance: staff, stations, platforms",
        "治理运行经费", low=0, high=400, rows="REF-36 PROB-30",
        moves="+committee_skill",
    )  # fmt: skip
    equalisation: float = lever(
        0.3, "share", "Share of a street's money that the district guarantees per head, whatever its"
        " own revenue", "区级统筹均衡程度", low=0, high=1, rows="REF-36 PROB-30 CLM-19",
        moves="-spending_gini", given={"streets": 4, "neighbourhoods": 4, "revenue_spread": 1.0},
    )  # fmt: skip
    fiscal_growth: float = lever(
        0.0, "share/year", "Growth of the streets' money, less inflation", "财力年增长率",
        low=-0.1, high=0.2, rows="CTX-04",
        moves="+community_tie",
    )  # fmt: skip
    reserve_share: float = lever(
        0.02, "share", "Share of project money held back for what cannot be foreseen", "预备金比例",
        low=0, high=0.5, rows="PROB-32 CLM-20",
        moves="+spent_reserve",
    )  # fmt: skip
    task_money_share: float = lever(
        0.1, "share", "Share of a task's cost that travels with it", "任务随经费下拨比例",
        low=0, high=1, rows="PROB-31",
        moves="+committee_skill", given={"committee_training": 200.0, "running_money_per_head": 10.0},
    )  # fmt: skip
    autonomy_fund_per_household: float = lever(
        0.0, "yuan/household/year", "Autonomy fund handed to residents", "自治金",
        low=0, high=200, rows="PLT-22 MECH-28 CLM-13",
        moves="+spent_autonomy", given={"voting_rule": "knapsack"},
    )  # fmt: skip
    voting_rule: Literal["officials", "greedy", "knapsack", "equal-shares", "quadratic"] = lever(
        "officials", "choice", "Rule by which an autonomy fund is divided", "自治金表决规则",
        rows="PLT-22",
        moves="+participation_rate", given={"autonomy_fund_per_household": 200.0},
    )  # fmt: skip
    purchase_share: float = lever(
        0.15, "share", "Share of project money that buys services of social organisations",
        "政府购买服务比例", low=0, high=0.5, rows="MECH-13 REF-37",
        moves="+community_tie",
    )  # fmt: skip
    tender_openness: float = lever(
        0.2, "share", "Openness of tenders", "招投标公开度",
        low=0, high=1, rows="MECH-14 CLM-11 CLM-12",
        moves="-organizations_quasi_official", given={"purchase_share": 0.4},
    )  # fmt: skip
    incubation_per_head: float = lever(
        0.5, "yuan/head/year", "Money for incubating social organisations", "社会组织孵化经费",
        low=0, high=10, rows="PLT-12 MECH-10",
        moves="+social_organizations",
    )  # fmt: skip
    neighbour_point_grant: float = lever(
        0.0, "yuan/point/year", "Grant for each neighbour point", "睦邻点补贴",
        low=0, high=2000, rows="MECH-11 CASE-12",
        moves="+community_tie@elderly",
    )  # fmt: skip
    csr_incentive: float = lever(
        0.0, "yuan/unit/year", "Incentive for units that share resources", "企业社会责任激励",
        low=0, high=5000, rows="REF-37 REF-31",
        moves="+units_pledging",
    )  # fmt: skip
    volunteer_support: float = lever(
        0.5, "yuan/hour", "Support for each volunteered hour", "志愿服务支持",
        low=0, high=20, rows="REF-29 ACT-27",
        moves="+volunteer_hours",
    )  # fmt: skip


class Burden(Group):
    """What the residents' committee has to do for others."""

    assisted_tasks: float = lever(
        140.0, "tasks/committee", "Administrative tasks that a residents' committee assists",
        "居委会协助行政事项数", low=10, high=250, rows="PROB-11 REF-24",
        moves="+admin_share",
    )  # fmt: skip
    admission_filter: float = lever(
        0.0, "share", "Share of unlisted tasks that the admission rule refuses", "行政事务准入审查",
        low=0, high=1, rows="REF-24",
        moves="-admin_share",
    )  # fmt: skip
    push_down_share: float = lever(
        0.65, "share", "Share of the street's tasks passed down to committees", "任务下移比例",
        low=0, high=1, rows="PROB-26 PROB-27",
        moves="+admin_share",
    )  # fmt: skip
    duty_return: float = lever(
        0.0, "share", "Share of tasks that departments take back", "条线职责归位比例",
        low=0, high=1, rows="REF-33",
        moves="-admin_share",
    )  # fmt: skip
    affairs_station: float = lever(
        0.0, "share", "Share of admitted tasks served by an affairs station", "社区事务工作站承接比例",
        low=0, high=1, rows="ACT-12 REF-27",
        moves="-admin_share",
    )  # fmt: skip
    committee_staff: float = lever(
        7.0, "people/committee", "Staff of a residents' committee", "居委会工作人员",
        low=3, high=20, rows="MECH-21 CASE-21",
        moves="+self_governance_hours",
    )  # fmt: skip
    staff_balance: float = lever(
        0.0, "share", "How far posts follow people across the streets of the district",
        "编制随人口统筹调配程度", low=0, high=1, rows="REF-35 CTX-15",
        moves="-admin_share~", given={"streets": 4, "towns": 2, "neighbourhoods": 4},
    )  # fmt: skip
    block_linkage: float = lever(
        0.0, "share", "Share of spare case hours that committees lend to their neighbours",
        "块区联动程度", low=0, high=1, rows="PLT-06 CASE-03 MECH-07",
        moves="+solved",
    )  # fmt: skip


class Platforms(Group):
    """Authority, collaboration and representation: the three platforms of co-governance."""

    party_units: int = lever(
        8, "units/street", "Units in the party-building joint meeting", "区域化党建联席单位",
        low=0, high=60, rows="PLT-01 PLT-04 PLT-05 MECH-01",
        moves="+units_pledging", given={"party_meetings": 6.0},
    )  # fmt: skip
    party_meetings: float = lever(
        2.0, "meetings/year", "Meetings of the party-building platform", "区域化党建会议次数",
        low=0, high=24, rows="PLT-01 MECH-03",
        moves="+units_pledging", given={"party_units": 30},
    )  # fmt: skip
    grid: Literal["none", "street", "district"] = lever(
        "street", "choice", "Grid management", "网格化管理", rows="PLT-07 PLT-10 MECH-06 MECH-08",
        moves="-time_to_resolution",
    )  # fmt: skip
    grid_cell_people: float = lever(
        600.0, "people/cell", "Residents of a grid cell", "网格规模",
        low=100, high=3000, rows="PLT-07 MECH-08 ACT-28",
        moves="-resolution_rate",
    )  # fmt: skip
    property_coordination: float = lever(
        0.0, "share", "How far joint meetings tie committee, owners, company and police together",
        "五位一体联席会议覆盖程度", low=0, high=1, rows="PLT-03 PROB-14 REF-25 REF-26 ACT-08",
        moves="+spent_maintenance",
    )  # fmt: skip
    owners_committee_support: float = lever(
        0.0, "share", "How far the party organisation helps to set up and vet owners' committees",
        "党组织指导组建业委会程度", low=0, high=1, rows="REF-30 ACT-10",
        moves="+spent_maintenance",
    )  # fmt: skip
    mediation_per_head: float = lever(
        0.0, "yuan/head/year", "Money for a mediation association", "人民调解协会经费",
        low=0, high=5, rows="PLT-23 CASE-14",
        moves="+decided",
    )  # fmt: skip
    platform_integration: float = lever(
        0.2, "share", "How far the platforms are one system", "平台整合度",
        low=0, high=1, rows="REF-14",
        moves="+resourced",
    )  # fmt: skip


class Mobilisation(Group):
    """How people are reached, and what the community offers them."""

    door_knocking: float = lever(
        1.0, "weight", "Weight of door-knocking in outreach time", "上门走访权重",
        low=0, high=5, rows="PROB-25",
        moves="-awareness",
    )  # fmt: skip
    notices: float = lever(
        0.5, "weight", "Weight of notices in outreach time", "公告栏权重", low=0, high=5,
        rows="REF-20",
        moves="-awareness",
    )  # fmt: skip
    online_groups: float = lever(
        0.1, "weight", "Weight of online groups in outreach time", "线上群组权重",
        low=0, high=5, rows="REF-20",
        moves="+awareness",
    )  # fmt: skip
    interest_groups: float = lever(
        0.1, "weight", "Weight of interest groups in outreach time", "兴趣社群权重",
        low=0, high=5, rows="REF-20",
        moves="-awareness",
    )  # fmt: skip
    service_money_per_head: float = lever(
        60.0, "yuan/head/year", "Money for community services", "社区服务经费",
        low=0, high=400, rows="PROB-18 CTX-10",
        moves="+community_tie",
    )  # fmt: skip
    working_age_services: float = lever(
        0.15, "share", "Share of services meant for working-age residents", "面向中青年的服务比例",
        low=0, high=1, rows="PROB-18 CLM-02",
        moves="+community_tie@white_collar",
    )  # fmt: skip
    committee_training: float = lever(
        10.0, "hours/person/year", "Training of committee staff", "居委会成员培训",
        low=0, high=200, rows="REF-23 MECH-21",
        moves="+committee_skill",
    )  # fmt: skip
    team_support: float = lever(
        5.0, "hours/committee/month", "Committee time for activity teams", "活动团队扶持时间",
        low=0, high=80, rows="REF-18 MECH-26",
        moves="+teams_governing",
    )  # fmt: skip
    leader_support: float = lever(
        0.0, "yuan/team/year", "Support for team leaders", "团队骨干扶持",
        low=0, high=5000, rows="REF-19 ACT-25",
        moves="+teams_governing",
    )  # fmt: skip
    local_members: float = lever(
        0.5, "share", "Share of committee members who live in the neighbourhood", "居委会成员属地化",
        low=0, high=1, rows="MECH-22 CASE-22",
        moves="+resolution_rate",
    )  # fmt: skip


class Information(Group):
    """What residents can know."""

    affairs_disclosure: float = lever(
        0.3, "share", "Disclosure of the committee's affairs", "居务公开程度",
        low=0, high=1, rows="PLT-18 REF-21",
        moves="+awareness",
    )  # fmt: skip
    report_to_meeting: bool = lever(
        False, "yes/no", "The street reports to the representative meeting", "街道向代表会议报告",
        rows="REF-38",
        moves="+spent_running",
    )  # fmt: skip
    information_platform: float = lever(
        0.0, "share", "Share of residents whom one information platform can reach", "统一信息公开平台",
        low=0, high=1, rows="REF-40 CLM-18",
        moves="+awareness",
    )  # fmt: skip


class Procedure(Group):
    """How a topic becomes a public issue, and who follows it up."""

    agenda_rule: Literal["ad-hoc", "top-down", "bottom-up", "full"] = lever(
        "ad-hoc", "choice", "Rule by which topics reach the agenda", "议题形成程序",
        rows="REF-08 REF-09 REF-10 REF-11 PROB-23",
        moves="-lost",
    )  # fmt: skip
    tracking: float = lever(
        0.25, "share", "Share of decisions with a named holder who is followed up", "跟踪督办",
        low=0, high=1, rows="PROB-24 CLM-06",
        moves="-stalled",
    )  # fmt: skip
    affair_typing: bool = lever(
        False, "yes/no", "Affairs are typed and routed to their own arena", "事务分类处置",
        rows="PRIN-03",
        moves="+solved",
    )  # fmt: skip


class Culture(Group):
    """How officials and residents understand what they are doing."""

    instrumentality: float = lever(
        0.4, "share", "How far officials see self-governance as a means", "功利取向",
        low=0, high=1, rows="PROB-04 CLM-21",
        moves="-self_governance_hours",
    )  # fmt: skip
    clarity: float = lever(
        0.4, "share", "How far actors share one definition of co-governance", "共治内涵共识度",
        low=0, high=1, rows="PROB-02 PROB-03 REF-01",
        moves="+decided",
    )  # fmt: skip
    committee_monopoly: float = lever(
        0.4, "share", "How far self-governance is taken to be the residents' committee's alone",
        "“自治即居委会”认知程度", low=0, high=1, rows="PROB-01 PROB-16 CLM-17",
        moves="-teams_governing",
    )  # fmt: skip
    public_spirit: float = lever(
        0.5, "share", "Public spirit of residents and units", "公共精神",
        low=0, high=1, rows="PROB-05",
        moves="+participation_rate",
    )  # fmt: skip


GROUPS: dict[str, type[Group]] = {
    "empowerment": Empowerment,
    "funding": Funding,
    "burden": Burden,
    "platforms": Platforms,
    "mobilisation": Mobilisation,
    "information": Information,
    "procedure": Procedure,
    "culture": Culture,
}


class Levers(
    Empowerment, Funding, Burden, Platforms, Mobilisation, Information, Procedure, Culture
):
    """All levers of one street in one month, flat: ``levers.reserve_share``."""

    def changed(self, **values: Any) -> Levers:
        """Return these levers with some set to other values, checked like any scenario."""
        return Levers(**{**dict(self), **values})


def lever_fields() -> dict[str, tuple[str, Any]]:
    """Map each lever's name to its group and its pydantic field (unit, range, labels, rows)."""
    return {
        name: (group, field)
        for group, schema in GROUPS.items()
        for name, field in schema.model_fields.items()
    }
