"""How issues arise, are raised, and reach the agenda (processes 1, 4 and 5)."""

import numpy as np
import pytest

from gongzhi.agents.words import Arena, Domain, Scope, Segment, Stage
from gongzhi.model.activities import MEETINGS
from gongzhi.model.chance import Chance, Purpose
from gongzhi.model.issues import Why
from gongzhi.model.processes import arise, raise_issues, set_agenda
from gongzhi.model.processes.set_agenda import AgendaRules, agenda_score

REFORMED = {
    "assisted_tasks": 20.0, "committee_staff": 12.0, "running_money_per_head": 300.0,
    "project_money_per_head": 200.0, "meeting_power": 7.0, "agenda_rule": "full", "tracking": 1.0,
    "service_money_per_head": 200.0,
}  # fmt: skip


class Recorder(Chance):
    """Chance that remembers who drew for new issues."""

    def __init__(self, seed):
        super().__init__(seed)
        self.candidates = []

    def draw(self, purpose, month, agents, k=0):
        if purpose == Purpose.ISSUE_ARISES:
            self.candidates.append((month, tuple(agents)))
        return super().draw(purpose, month, agents, k)


# --- arise ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def paired(new_street):
    """Two policies under one seed after three years, with what they drew."""
    streets = [new_street(months=36), new_street(months=36, **REFORMED)]
    for street in streets:
        street.chance = Recorder(street.seed)
        street.run()
    return streets


def test_the_same_candidates_arise_under_two_policies_of_one_seed(paired):
    drawn = [street.chance.candidates for street in paired]
    assert drawn[0] == drawn[1]
    assert len(drawn[0]) == 36
    assert min(len(ids) for _, ids in drawn[0]) >= 3


def test_of_two_policies_one_has_all_the_new_issues_of_the_other_in_a_month_and_place(paired):
    """Candidates are thinned by the rate under common luck, so the higher rate keeps the rest."""
    new = []
    for street in paired:
        issues = street.issues
        rows = np.nonzero(issues.arose >= 0)[0]
        nature = {}
        for row in rows:
            key = (int(issues.arose[row]), int(issues.neighbourhood[row]))
            fixed = (
                float(issues.ambiguity[row]), int(issues.domain[row]), int(issues.scope[row]),
                float(issues.need_money[row]), float(issues.need_venue[row]),
            )  # fmt: skip
            nature.setdefault(key, set()).add(fixed)
        new.append(nature)
    keys = set(new[0]) | set(new[1])
    pairs = [(new[0].get(key, set()), new[1].get(key, set())) for key in keys]
    assert all(one <= other or other <= one for one, other in pairs)
    assert sum(len(one & other) for one, other in pairs) > 0.8 * sum(
        len(one | other) for one, other in pairs
    )


def test_what_is_left_unsolved_breeds_more_issues(new_street, month_of):
    arisen = []
    for unsolved in (False, True):
        street = new_street()
        issues = street.issues
        issues.stage[:] = Stage.RAISED if unsolved else Stage.RESOLVED
        issues.severity[:] = 1.0
        month = month_of(street, book=street.book.changed(**{"arising.unsolved_breeds": 1.0}))
        arisen.append(sum(
            arise(month_of(street, number=number, book=month.book), 0.0, street.places,
                  street.buildings, street.organisations.offices, street.organisations.companies,
                  issues)
            for number in range(12)
        ))  # fmt: skip
        assert (street.places.unsolved > 0).all() or not unsolved
    assert arisen[1] > arisen[0]


def test_the_severity_of_an_issue_never_falls(lived_street):
    street = lived_street()
    before = street.issues.severity.copy()
    for _ in range(15):
        still_open = street.issues.at(*(s for s in Stage if s < Stage.RESOLVED))
        street.step()
        after = street.issues.severity[: len(before)]
        assert (after >= before).all()
        assert (after[still_open] > before[still_open]).all()
        before = street.issues.severity.copy()


def test_an_issue_of_a_building_touches_its_adults_and_a_wider_one_those_of_the_place(lived_street):
    street = lived_street()
    issues, houses, places = street.issues, street.buildings, street.places
    inside = np.nonzero(issues.scope == Scope.BUILDING)[0]
    assert len(inside)
    assert (houses.neighbourhood[issues.building[inside]] == issues.neighbourhood[inside]).all()
    assert (issues.building[issues.scope != Scope.BUILDING] == -1).all()
    new = np.nonzero(issues.arose >= 12)[0]  # the last year counts people as they are now
    touched = np.where(
        issues.building[new] >= 0,
        houses.adults[issues.building[new].clip(0)],
        places.adults[issues.neighbourhood[new]],
    )
    assert (issues.touched[new] == touched).all()


def test_street_wide_issues_need_joint_action_and_go_to_the_street(lived_street):
    issues = lived_street().issues
    wide = issues.scope >= Scope.STREET
    assert wide.any()
    assert issues.collective[wide].all()
    assert (issues.arena[wide] == Arena.STREET).all()
    assert (issues.need_labour[~issues.collective] == 0).all()


# --- raise ---------------------------------------------------------------------------------------


def eager(street):
    """Return a book under which nearly everybody speaks, and make everybody aware and touched."""
    people = street.people
    people.awareness[:] = people.efficacy[:] = 1.0
    people.demand[:] = 255
    street.issues.severity[:] = 1.0
    return street.book.changed(**{"raising.pace": 0.2})


def test_only_those_an_issue_touches_raise_it(lived_street, month_of):
    street = lived_street()
    book, issues, people = eager(street), street.issues, street.people
    house = int(np.argmax(street.buildings.adults))
    place = int(street.buildings.neighbourhood[house])
    other = int(street.buildings.neighbourhood.max() - place)
    assert other != place
    issues.stage[:] = Stage.LOST
    issues.stage[:2] = Stage.LATENT
    issues.building[:2] = house, -1
    issues.neighbourhood[:2] = place, other
    raise_issues(month_of(street, book=book), people, street.places, issues)
    spoke = people.form == 1
    touched = (people.building == house) | (people.neighbourhood == other)
    assert issues.voices[0] == spoke[people.building == house].sum() > 0
    assert issues.voices[1] == spoke[people.neighbourhood == other].sum() > 0
    assert not spoke[~touched].any()
    assert not spoke[people.segment == Segment.MINOR].any()


def test_those_who_need_nothing_of_the_kind_do_not_raise_it(lived_street, month_of):
    street = lived_street()
    book, issues, people = eager(street), street.issues, street.people
    issues.stage[:] = Stage.RAISED
    issues.domain[:] = Domain.PARKING
    people.demand[:, Domain.PARKING] = 0
    raise_issues(month_of(street, book=book), people, street.places, issues)
    assert not issues.voices.any()


def test_without_voices_attention_fades(lived_street, month_of):
    street = lived_street()
    street.people.awareness[:] = 0.0
    issues, fading = street.issues, street.book.parameters["noticing.fading"].value
    listed = issues.at(Stage.LATENT, Stage.RAISED)
    issues.salience[listed] = np.linspace(0.5, 3, len(listed))
    for number in range(3):
        listed = issues.at(Stage.LATENT, Stage.RAISED)
        before = issues.salience[listed]
        raise_issues(month_of(street, number=number), street.people, street.places, issues)
        assert not issues.voices[listed].any()
        assert issues.salience[listed] == pytest.approx((1 - fading) * before)


def test_voices_raise_attention_and_more_so_where_people_are_online(lived_street, month_of):
    heard = []
    for online in (0.0, 2.0):
        street = lived_street()
        book, issues = eager(street), street.issues
        listed = issues.at(Stage.LATENT, Stage.RAISED)
        before = issues.salience[listed].copy()
        raise_issues(
            month_of(street, book=book, online_groups=online), street.people, street.places, issues
        )
        loud = issues.voices[listed] > 0
        assert loud.any()
        heard.append((issues.salience[listed] - before)[loud])
    assert (heard[1] > heard[0]).all()


def test_what_nobody_says_or_sees_stays_latent_or_is_lost(lived_street, month_of):
    street = lived_street()
    street.people.awareness[:] = 0.0
    issues = street.issues
    issues.stage[:] = Stage.LATENT
    issues.domain[:] = Domain.ELDER_CARE  # not seen on patrol
    month = month_of(street, grid="none", local_members=0.0, survey_committee=False)
    raise_issues(month, street.people, street.places, issues)
    assert not (issues.stage == Stage.RAISED).any()
    assert (issues.stage == Stage.LOST).any()


# --- set agenda ----------------------------------------------------------------------------------


def crowded(street):
    """Put every issue of a street in the queue for the agenda."""
    issues = street.issues
    issues.stage[:] = Stage.RAISED
    rng = np.random.default_rng(5)
    issues.salience[:] = rng.uniform(0, 6, len(issues))
    issues.severity[:] = rng.uniform(0, 1, len(issues))
    issues.arena[:] = np.where(issues.scope >= Scope.STREET, Arena.STREET, Arena.COMMITTEE)
    return issues


def test_a_flooded_agenda_leaves_time_for_fewer_topics(lived_street, month_of):
    chosen = []
    for screening in (0.0, 1.0):
        street = lived_street()
        issues = crowded(street)
        for committee in street.organisations.committees:
            committee.meeting_hours = 40.0
        book = street.book.changed(**{"agenda_rules.screening": screening})
        set_agenda(month_of(street, book=book), street.places, street.organisations, issues)
        on_agenda = issues.at(Stage.AGENDA)
        chosen.append((issues.arena[on_agenda] == Arena.COMMITTEE).sum())
    assert chosen[1] < chosen[0]


@pytest.mark.parametrize("rule", ["ad-hoc", "top-down", "bottom-up", "full"])
def test_an_arena_never_takes_more_than_its_slots(lived_street, month_of, rule):
    street = lived_street()
    issues, committees = crowded(street), street.organisations.committees
    month = month_of(street, agenda_rule=rule)
    w = month.weights(AgendaRules)
    hours = np.array([(c.meeting_hours, c.case_hours) for c in committees])
    set_agenda(month, street.places, street.organisations, issues)
    number = len(street.places)
    on_agenda = issues.at(Stage.AGENDA)
    local = on_agenda[issues.arena[on_agenda] == Arena.COMMITTEE]
    topics = np.bincount(issues.neighbourhood[local], minlength=number)
    assert (topics <= np.minimum(np.floor(hours[:, 0] / w.meeting_hours + 1), MEETINGS)).all()
    waited = np.bincount(
        issues.neighbourhood[issues.at(Stage.RAISED, Stage.AGENDA)], minlength=number
    )
    left = np.maximum(hours[:, 0] - w.screening * (waited + hours[:, 1]), 0.0)
    assert (topics >= np.minimum(np.floor(left / w.meeting_hours), MEETINGS)).all()
    direct = issues.at(Stage.UNDER_WAY)
    handled = direct[issues.arena[direct] == Arena.COMMITTEE]
    cases = np.bincount(issues.neighbourhood[handled], minlength=number)
    assert (cases <= np.floor(hours[:, 1] / w.case_hours + 1)).all()
    assert cases.sum() > 0
    size = street.places.adults.sum() / 100_000
    wide = on_agenda[issues.arena[on_agenda] == Arena.STREET]
    assert len(wide) <= np.floor((w.street_slots + 3 * w.committee_slots) * size + 1)


def test_topics_that_wait_for_a_meeting_keep_their_slots(lived_street, month_of):
    street = lived_street()
    issues = crowded(street)
    waiting = np.nonzero((issues.neighbourhood == 0) & (issues.arena == Arena.COMMITTEE))[0]
    issues.stage[waiting[:MEETINGS]] = Stage.AGENDA
    set_agenda(month_of(street), street.places, street.organisations, issues)
    assert (issues.stage[waiting[:MEETINGS]] == Stage.AGENDA).all()
    assert not (issues.stage[waiting[MEETINGS:]] == Stage.AGENDA).any()


@pytest.mark.parametrize("rule", ["ad-hoc", "top-down", "bottom-up", "full"])
def test_a_higher_score_is_never_passed_over_for_a_lower_one(lived_street, month_of, rule):
    street = lived_street()
    issues, office = crowded(street), street.organisations.offices[0]
    issues.collective[:] = True  # no direct route
    month = month_of(street, agenda_rule=rule, instrumentality=0.7)
    rows = issues.at(Stage.RAISED)
    taste = office.preference(
        issues.domain[rows], month.draw(Purpose.AGENDA, issues.key[rows])[:, 0], 0.7
    )
    w = month.weights(AgendaRules)
    weights, half = getattr(w, rule.replace("-", "_")), w.salience_half
    score = agenda_score(issues.salience[rows], issues.severity[rows], taste, weights, half)
    arena, place = issues.arena[rows].copy(), issues.neighbourhood[rows]
    set_agenda(month, street.places, street.organisations, issues)
    chosen = issues.stage[rows] == Stage.AGENDA
    queues = [(arena == Arena.COMMITTEE) & (place == n) for n in range(len(street.places))]
    compared = 0
    for queue in [*queues, arena == Arena.STREET]:
        if (queue & chosen).any():
            assert score[queue & chosen].min() >= score[queue & ~chosen].max()
            compared += 1
    assert compared >= len(street.places)


def test_only_simple_cases_take_the_direct_route_and_typing_widens_it(lived_street, month_of):
    taken = []
    for typing in (False, True):
        street = lived_street()
        issues = crowded(street)
        for committee in street.organisations.committees:
            committee.case_hours = 1e6
        set_agenda(
            month_of(street, affair_typing=typing), street.places, street.organisations, issues
        )
        rows = issues.at(Stage.UNDER_WAY)
        assert not issues.collective[rows].any()
        left = ~issues.collective & (issues.stage != Stage.UNDER_WAY)
        assert issues.conflict[rows].max() < issues.conflict[left].min()
        taken.append(len(rows))
    assert taken[1] > taken[0] > 0


def test_only_what_is_loud_and_finds_no_slot_turns_into_a_petition(lived_street, month_of):
    street = lived_street()
    issues = crowded(street)
    issues.severity[:] = 1.0
    limit = street.book.parameters["agenda_rules.petition_salience"].value
    issues.salience[:] = np.where(np.arange(len(issues)) % 2, limit + 3, limit - 0.1)
    before = len(issues.log())
    month = month_of(street, book=street.book.changed(**{"agenda_rules.petition": 0.2}))
    set_agenda(month, street.places, street.organisations, issues)
    moves = issues.log()[before:]
    petitions = moves.issue[moves.why == "petition"].to_numpy()
    assert len(petitions)
    assert (issues.salience[petitions] > limit).all()
    assert (issues.stage[petitions] == Stage.ESCALATED).all()
    assert (issues.news[petitions] == -1).all()
    assert set(moves.why) <= {w.name.lower() for w in (Why.CHOSEN, Why.SIMPLE_CASE, Why.FADED,
                                                       Why.PETITION)}  # fmt: skip
