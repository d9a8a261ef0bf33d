"""Levers of rules: who may decide, on which platforms, by what procedure, and how it is understood."""

from __future__ import annotations

from typing import Literal

from .declaring import Group, lever

__all__ = ["Culture", "Empowerment", "Information", "Platforms", "Procedure"]


class Empowerment(Group):
    """Who may decide: the rungs of Arnstein's ladder, seats, committees, elections."""

    meeting_power: float = lever(
        3.0, "rung", "Power announced to the community representative meeting",
        "社区代表会议赋权等级", low=0, high=8, rows="PLT-13 MECH-18 MECH-19 PROB-21",
        moves="+needs_met",
    )  # fmt: skip
    committee_power: float = lever(
        4.0, "rung", "Power announced to meetings of the residents' committee",
        "居委会议事赋权等级", low=0, high=8, rows="PLT-16 PROB-21",
        moves="+perceived_power",
    )  # fmt: skip
    project_money_share: float = lever(
        0.0, "share", "Share of the street's project money that the meeting allocates",
        "代表会议议决的实事项目资金比例", low=0, high=1, rows="MECH-19 CASE-19",
        moves="+attention_paid", given={"project_money_per_head": 10.0},
    )  # fmt: skip
    resident_seats: float = lever(
        0.4, "share", "Share of seats in the meeting held by ordinary residents",
        "代表会议普通居民席位比例", low=0, high=1, rows="MECH-18 ACT-22 ACT-23",
        moves="+priorities_match",
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
        moves="+rules_settled", given={"dialogue_committee": True},
    )  # fmt: skip
    dialogue_committee: bool = lever(
        False, "yes/no", "Specialist committee that deliberates", "协商议事专业委员会",
        rows="PLT-14 PLT-15",
        moves="+placed_on_agenda",
    )  # fmt: skip
    supervision_committee: bool = lever(
        False, "yes/no", "Specialist committee that supervises", "监督评议专业委员会",
        rows="PLT-14 PLT-15",
        moves="+supervision",
    )  # fmt: skip
    direct_election_share: float = lever(
        0.948, "share", "Share of residents' committees elected directly", "居委会直选比例",
        low=0, high=1, rows="PLT-16 CASE-25",
        moves="+legitimacy_committee",
    )  # fmt: skip
    hearing_meeting: bool = lever(
        False, "yes/no", "Hearing before a decision (three meetings)", "听证会", rows="PLT-17 REF-22",
        moves="+rules_settled",
    )  # fmt: skip
    coordination_meeting: bool = lever(
        True, "yes/no", "Coordination during a matter (three meetings)", "协调会",
        rows="PLT-17 REF-22",
        moves="-self_governance_hours",
    )  # fmt: skip
    appraisal_meeting: bool = lever(
        False, "yes/no", "Appraisal after a matter (three meetings)", "评议会", rows="PLT-17 REF-22",
        moves="+supervision",
    )  # fmt: skip
    building_groups: float = lever(
        0.05, "share", "Share of buildings with a self-governance group", "楼道自治覆盖率",
        low=0, high=1, rows="ACT-39 MECH-25",
        moves="+decided",
    )  # fmt: skip
    countersign_weight: float = lever(
        0.1, "share", "Weight of the street in the appraisal of line departments", "会签考核权重",
        low=0, high=1, rows="MECH-05 REF-34",
        moves="+needs_met",
    )  # fmt: skip
    duty_clarity: float = lever(
        0.3, "share", "How far function and duty lists settle who must act", "职能与责任清单明确度",
        low=0, high=1, rows="REF-34 PROB-28 PROB-29 CTX-18",
        moves="+needs_met",
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
        moves="+awareness", given={"party_units": 30, "running_money_per_head": 400.0},
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
        moves="+property_quality",
    )  # fmt: skip
    owners_committee_support: float = lever(
        0.0, "share", "How far the party organisation helps to set up and vet owners' committees",
        "党组织指导组建业委会程度", low=0, high=1, rows="REF-30 ACT-10",
        moves="+spent_maintenance", given={"residents": 50_000, "neighbourhoods": 12},
    )  # fmt: skip
    mediation_per_head: float = lever(
        0.0, "yuan/head/year", "Money for a mediation association", "人民调解协会经费",
        low=0, high=5, rows="PLT-23 CASE-14",
        moves="-backlog",
    )  # fmt: skip
    platform_integration: float = lever(
        0.2, "share", "How far the platforms are one system", "平台整合度",
        low=0, high=1, rows="REF-14",
        moves="+needs_met",
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
        moves="-trust_street",
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
        moves="+meeting_agreement",
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
