"""Levers of means: money, the burden of committees, and how people are reached."""

from __future__ import annotations

from typing import Literal

from .declaring import Group, lever

__all__ = ["Burden", "Funding", "Mobilisation"]


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
        moves="-contracts_quasi_official", given={"purchase_share": 0.08, "residents": 50_000},
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
        moves="-time_to_resolution",
    )  # fmt: skip


class Mobilisation(Group):
    """How people are reached, and what the community offers them."""

    door_knocking: float = lever(
        1.0, "weight", "Weight of door-knocking in outreach time", "上门走访权重",
        low=0, high=5, rows="PROB-25",
        moves="+awareness", given={"notices": 0.0, "online_groups": 0.0, "interest_groups": 0.0},
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
        moves="+raised_by_members",
    )  # fmt: skip
