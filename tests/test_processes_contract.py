"""What every process of the month and of the year has in common: it keeps its word.

Its docstring says what it reads, writes, draws, obeys and holds, and each thing it holds has a test.
What it may change stands in ``test_processes_columns``.
"""

import re
from pathlib import Path

import pytest
from known_processes import LEVERS, MODULES, MONTHLY, YEARLY, every

from gongzhi.model import community, processes
from gongzhi.model.chance import Fortune, Purpose

FIELDS = ("Reads", "Writes", "Chance", "Levers", "Holds", "Source")
# What a docstring may say in place of the names of levers.
EXPLAINED = {
    "none": [],
    "none (growth is the scenario's setting)": [],
    "none (how often shocks strike is the scenario's setting)": [],
    "the three committees": ["survey_committee", "dialogue_committee", "supervision_committee"],
    "the three meetings": ["hearing_meeting", "coordination_meeting", "appraisal_meeting"],
    "power rungs": ["meeting_power", "committee_power"],
    "platforms": ["party_units", "party_meetings", "grid", "platform_integration"],
    "tender": ["purchase_share", "tender_openness"],
    "those that open and ease activities (``activities.py``)": [
        "building_groups", "hearing_meeting", "volunteer_support", "voting_rule",
    ],
}  # fmt: skip

# Each thing that a process holds, and the test behind it.
HOLDS = {
    "arise": {
        "the number of candidates does not depend on policy": (
            "test_the_same_candidates_arise_under_two_policies_of_one_seed"
        ),
        "severity never falls": "test_the_severity_of_an_issue_never_falls",
    },
    "task": {
        "hours available = used + idle": "test_the_hours_of_a_committee_are_used_or_idle",
        "a load never below zero": "test_no_load_is_ever_below_zero",
        "more tasks never leave more free hours": "test_more_tasks_never_leave_more_free_hours",
    },
    "reach": {
        "more hours of door-knocking never lower contact under the same luck": (
            "test_more_hours_at_doors_never_lower_contact_under_the_same_luck"
        ),
        "awareness stays a share": "test_awareness_stays_a_share",
    },
    "raise_issues": {
        "only those an issue touches raise it": "test_only_those_an_issue_touches_raise_it",
        "without voices attention fades": "test_without_voices_attention_fades",
    },
    "set_agenda": {
        "an arena never takes more than its slots": "test_an_arena_never_takes_more_than_its_slots",
        "a higher score is never passed over for a lower one": (
            "test_a_higher_score_is_never_passed_over_for_a_lower_one"
        ),
    },
    "take_part": {
        "with no tie nearly nobody comes": "test_without_one_of_the_three_factors_few_come",
        "choices do not depend on threads": "test_choices_do_not_depend_on_threads",
        "at most one activity each": "test_everybody_takes_part_in_at_most_one_activity",
    },
    "decide": {
        "no decision without quorum": "test_no_decision_without_quorum",
        "a decision pleases the affected less the narrower the attendance": (
            "test_a_decision_pleases_the_affected_less_the_narrower_the_attendance"
        ),
    },
    "resource": {
        "no payment beyond an account": "test_no_payment_goes_beyond_an_account",
        "more of one need never lowers the fill": (
            "test_a_need_that_is_better_met_never_lowers_the_fill"
        ),
    },
    "carry_out": {
        "better supervision never raises relapse": "test_better_supervision_never_raises_relapse",
        "only resolved issues relapse": "test_only_resolved_issues_relapse",
    },
    "learn": {
        "trust, efficacy, power, habit stay shares": ("test_whatever_the_news_beliefs_stay_shares"),
        "without news nothing but fading happens": "test_without_news_nothing_but_fading_happens",
    },
    "renew_population": {
        "ids are never reused": "test_over_ten_years_no_id_is_reused",
        "demography does not depend on policy, so paired runs share it": (
            "test_demography_is_the_same_under_two_policies_of_one_seed"
        ),
    },
    "announce_reform": {
        "perceived power moves by credibility × trust × change of the rung over eight": (
            "test_an_announcement_moves_power_by_credibility_trust_and_the_change_of_the_rung"
        ),
    },
    "hold_elections": {
        "only those with local registration vote": ("test_only_those_with_local_registration_vote"),
        "nobody who voted is without a ballot": ("test_nobody_who_voted_is_without_a_ballot"),
    },
    "hold_representative_meeting": {
        "without power the meeting binds nobody": ("test_without_power_the_meeting_binds_nobody"),
        "more resident seats bring priorities nearer to needs": (
            "test_more_resident_seats_bring_priorities_nearer_to_needs"
        ),
    },
    "make_budget": {
        "a year begins with what the levers give, and street money of last year is gone": (
            "test_a_year_begins_with_what_the_levers_give_and_last_years_money_is_gone"
        ),
        "fully equalised streets have the same per head": (
            "test_fully_equalised_streets_have_the_same_per_head"
        ),
        "equalisation moves money and makes none": ("test_equalisation_moves_money_and_makes_none"),
    },
    "spread_reforms": {
        "nobody takes up what nobody has": "test_nobody_takes_up_what_nobody_has",
        "what was taken up stays while the reform lasts": (
            "test_what_was_taken_up_stays_while_the_reform_lasts"
        ),
    },
    "provide_services": {
        "services for working age raise the ties of the young": (
            "test_services_for_working_age_raise_the_ties_of_the_young"
        ),
        "services are paid once a year": ("test_services_are_paid_once_a_year"),
    },
    "renew_organisations": {
        "a contract is whole or none": ("test_a_contract_is_whole_or_none"),
        "a registered team stays registered": ("test_a_registered_team_stays_registered"),
    },
}


def said(name: str) -> dict[str, str]:
    """Return what the docstring of a process says, field by field."""
    words = "|".join(FIELDS)
    found = re.findall(
        rf"\b({words}):\s*(.*?)(?=\s(?:{words}):|\Z)", MODULES[name].__doc__, re.DOTALL
    )
    return {field: re.sub(r"\s+", " ", text).strip().rstrip(".") for field, text in found}


def listed(text: str) -> list[str]:
    """Split a list at the commas outside brackets."""
    return [part.strip() for part in re.split(r",(?![^(]*\))", text) if part.strip()]


def levers_of(text: str) -> set[str]:
    """Return the levers that a docstring names or stands for."""
    if text in EXPLAINED:
        return set(EXPLAINED[text])
    return {lever for part in listed(text) for lever in EXPLAINED.get(part, [part])}


def body(name: str) -> str:
    """Return the source of a process without its docstring."""
    text = Path(MODULES[name].__file__).read_text(encoding="utf-8")
    return text.split('"""', 2)[2]


def test_there_are_ten_processes_of_a_month_and_all_are_here():
    assert sorted(processes.__all__) == sorted(MONTHLY)
    assert len(MONTHLY) == 10
    assert set(HOLDS) == set(MODULES)


def test_the_month_does_its_ten_processes_in_the_order_of_their_numbers():
    step = re.search(
        r"def step\(self\).*?\n    def ",
        Path(community.__file__).read_text(encoding="utf-8"),
        re.DOTALL,
    ).group()
    called = [name for name in re.findall(r"(\w+)\(month", step) if name in MODULES]
    assert called == MONTHLY
    for number, name in enumerate(MONTHLY, start=1):
        assert MODULES[name].__doc__.startswith(f"{number} ")


@every([*MONTHLY, *YEARLY])
def test_a_process_says_what_it_reads_writes_draws_obeys_and_holds(name):
    assert list(said(name)) == list(FIELDS)
    assert all(said(name).values())


@every([*MONTHLY, *YEARLY])
def test_every_lever_that_a_process_names_is_in_the_schema(name):
    assert levers_of(said(name)["Levers"]) <= set(LEVERS)


@every([*MONTHLY, *YEARLY])
def test_a_process_names_every_lever_that_it_asks_for(name):
    asked_for = set(re.findall(r'"(\w+)"|\.(\w+)', body(name)))
    asked_for = {word for pair in asked_for for word in pair} & set(LEVERS)
    assert asked_for <= levers_of(said(name).get("Levers", ""))


@every([*MONTHLY, *YEARLY])
def test_every_purpose_of_chance_that_a_process_names_exists(name):
    for part in listed(said(name)["Chance"]):
        purpose, _, fortunes = part.partition(" (")
        assert purpose == "none" or purpose in Purpose.__members__
        for fortune in listed(fortunes.rstrip(")")):
            words = fortune.replace("an ", "").upper().replace(" ", "_")
            assert words in Fortune.__members__


@every([*MONTHLY, *YEARLY])
def test_a_process_names_every_purpose_that_it_draws_for(name):
    drawn = set(re.findall(r"Purpose\.(\w+)", body(name)))
    if "month.fortunes(" in body(name):
        drawn.add("FORTUNE")
    assert drawn == set(re.findall(r"[A-Z_]{4,}", said(name)["Chance"]))


@every([*MONTHLY, *YEARLY])
def test_everything_a_process_holds_has_a_test_of_its_own(name):
    here = Path(__file__).parent.glob("test_process*.py")
    tests = set(re.findall(r"^def (test_\w+)", "\n".join(map(_text, here)), re.MULTILINE))
    holds = [part.strip() for part in said(name).get("Holds", "").split(";") if part.strip()]
    assert holds == list(HOLDS[name])
    assert set(HOLDS[name].values()) <= tests


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("lever", list(LEVERS))
def test_every_lever_is_read_somewhere_in_the_model(lever):
    sources = Path(community.__file__).parent.rglob("*.py")
    assert any(re.search(rf'\.{lever}\b|"{lever}"', _text(path)) for path in sources)
