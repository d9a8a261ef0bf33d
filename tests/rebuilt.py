"""Two processes of the month as somebody wrote them who had read docs/odd.md and not the code.

Plain Python, one resident or issue at a time. Numbers come from the parameter book; nothing of the model's
own rules is used. ``test_rebuilt.py`` holds the model against them, so that the page stays enough to
rebuild it.
"""

from math import exp

from gongzhi.agents.words import Arena, Segment, Stage
from gongzhi.scenarios.society import society_facts

NOT_YET = -32_768


def reach(book, street, levers, afforded, luck):
    """Process 3: return who is asked and how aware each resident is afterwards."""
    c, a, t = sections(book, "channels", "awareness", "team_life")
    r, places, o = street.people, street.places, street.organisations
    names = ("door_knocking", "notices", "online_groups", "interest_groups")
    weights = [getattr(levers, name) for name in names]
    share = [w / sum(weights) if sum(weights) > 0 else 0.0 for w in weights]
    asked, awareness = r.asked.copy(), r.awareness.astype(float)
    for i in range(len(r)):
        n, g = r.neighbourhood[i], r.segment[i]
        if g == Segment.MINOR:
            continue
        hours = [part * o.committees[n].outreach_hours for part in share]
        doors = min(hours[0] * 60 / c["door_minutes"] / places.households[n], 1.0)
        missed = 1.0 - doors * society_facts().door[places.housing[n]]
        for h, name in zip(hours[1:], ("notice", "online", "interest"), strict=True):
            per_thousand = h / (places.adults[n] / 1000)
            level = c[f"{name}_reach"] * (1.0 - exp(-per_thousand / c[f"{name}_hours"]))
            missed *= 1.0 - level * c[f"{name}_accept"][g]
        if r.team[i] >= 0:
            governs = o.teams[r.team[i]].stage >= 2
            missed *= 1.0 - t["reach_governing" if governs else "reach"]
        if r.party[i]:
            convening = o.parties[places.street[n]].strength
            missed *= 1.0 - book.parameters["convening.member_reach"].value * convening
        asked[i] = luck[i] < 1.0 - missed
        informed = levers.information_platform * afforded * c["platform_accept"][g]
        informed += c["disclosure_informs"] * levers.affairs_disclosure * afforded
        rest = a["floor"] + a["per_contact"] * r.contact[i]
        gain = a["gain"] * asked[i] + a["informed"] * informed
        now = awareness[i] + (1 - awareness[i]) * gain - a["decay"] * (awareness[i] - rest)
        awareness[i] = min(max(now, 0.0), 1.0)
    return asked, awareness


def carry_out(book, issues, month, levers, tracking, skill, luck, back):
    """Process 9 on columns by name, in place; ``luck`` (n, 4) and ``back`` (n,) are the draws."""
    (w, p), old = sections(book, "work", "platforms"), list(issues["stage"])
    for i, stage in enumerate(old):
        if stage in (Stage.RESOURCED, Stage.UNDER_WAY):
            if stage == Stage.RESOURCED:
                move(issues, i, Stage.UNDER_WAY, month)
            work(w, p, issues, i, month, levers, tracking, skill, luck[i])
    for i, stage in enumerate(old):
        months = month - issues["since"][i]
        if stage == Stage.RESOLVED and 0 < months <= w["watch_months"]:
            rules = w["supervision_alone"] + w["supervision_rules"] * issues["rules"][i]
            kept = w["supervision_most"] * issues["supervised"][i] * rules
            hazard = w["relapse_base"] + w["relapse_quality"] * (1 - issues["quality"][i]) * (
                1 - kept
            )
            if back[i] < hazard:
                issues["relapses"][i] += 1
                first(issues, "relapsed", i, month)
                begin_anew(w, issues, i, month)


def work(w, p, issues, i, month, levers, tracking, skill, luck):
    """Work on one issue, and judge it if the work is done."""
    need, fill, joint = issues["need_labour"][i], issues["fill"][i], issues["collective"][i]
    labour = min(issues["labour"][i] / need, 1.0) if need > 0 else 1.0
    pace = w["progress"] + w["progress_labour"] * labour if need > 0 else w["direct"]
    if luck[0] >= pace * fill:
        if luck[1] < w["stall"] * (1 - tracking):
            move(issues, i, Stage.STALLED, month)
            issues["news"][i], issues["power_seen"][i] = -1, 0 if joint else -1
        return
    execution = w["execution"] + w["execution_skill"] * skill[issues["neighbourhood"][i]]
    execution += w["execution_supervised"] * issues["supervised"][i]
    execution *= 1 - w["instrumental_loss"] * levers.instrumentality
    worked = w["labour_none"] + (1 - w["labour_none"]) * labour
    parts = [
        max(min(x, 1.0), p["ces_floor"]) for x in (fill, issues["legitimacy"][i], worked, execution)
    ]
    quality = (sum(x ** p["ces"] for x in parts) / len(parts)) ** (1 / p["ces"])
    issues["quality"][i] = quality
    rung = levers.meeting_power if issues["arena"][i] == Arena.STREET else levers.committee_power
    good = luck[2] < w["success_base"] + w["success_quality"] * quality
    shown = rung / 8 * (1 - w["override_discount"] * issues["overridden"][i]) if good else 0.0
    issues["power_seen"][i] = shown if joint else -1
    if good:
        move(issues, i, Stage.RESOLVED, month)
        first(issues, "resolved", i, month)
        issues["news"][i] = 1
    else:
        begin_anew(w, issues, i, month)


def begin_anew(w, issues, i, month):
    """Send an issue back to raised: bad news, and money and hands are needed again."""
    move(issues, i, Stage.RAISED, month)
    issues["news"][i] = -1
    issues["labour"][i] = issues["paid"][i] = issues["pledged"][i] = 0
    issues["salience"][i] = max(issues["salience"][i], w["salience_reopened"])


def move(issues, i, stage, month):
    """Write where an issue stands since this month."""
    issues["stage"][i], issues["since"][i] = stage, month
    if stage >= Stage.RESOLVED:
        issues["closed"][i] = month


def first(issues, name, i, month):
    """Write a month that is kept from the first time on."""
    if issues[name][i] == NOT_YET:
        issues[name][i] = month


def sections(book, *names):
    """Return sections of the book as dictionaries."""
    return [
        {p.name: p.value for p in book.parameters.values() if p.section == name} for name in names
    ]
