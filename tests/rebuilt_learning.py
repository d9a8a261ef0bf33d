"""Process 10 for residents, in plain Python after docs/odd.md: a second writing of what they learn."""

from rebuilt import sections

from gongzhi.agents.words import Arena, Scope, Segment

NAMES, POWER, SIGNS = ("committee", "street"), ("power_committee", "power_street"), (1, -1)


def learn(book, street, levers):
    """Return what each adult believes after the month, by column, and the aspirations."""
    w, h = sections(book, "learning", "hearing")
    r, places, issues = street.people, street.places, street.issues
    arenas = [(tell(issues, places, n, arena, h), shown(issues, n, arena, places))
              for n in range(len(places)) for arena in Arena]  # fmt: skip
    names = ("trust_committee", "evidence_committee", "trust_street", "evidence_street", "efficacy",
             "power_committee", "power_street", "habit", "satisfaction", "history")  # fmt: skip
    after = {name: getattr(r, name).astype(float) for name in names}
    rungs = levers.committee_power / 8, levers.meeting_power / 8
    for i in range(len(r)):
        if r.segment[i] != Segment.MINOR:
            n = r.neighbourhood[i]
            one(w, h, street, i, n, arenas[2 * n : 2 * n + 2], rungs, levers, after)
    aspiration = places.aspiration.astype(float)
    for n in range(len(places)):
        good, bad = (sum(arenas[2 * n + a][0][k] for a in (0, 1)) for k in (0, 1))
        if good + bad > 0:
            aspiration[n] += h["aspiration_pace"] * (good / (good + bad) - aspiration[n])
    return after, aspiration


def tell(issues, places, n, arena, h):
    """Good and bad news of an arena that a neighbourhood hears, without that of single buildings."""
    told = [0.0, 0.0]
    for k, sign in enumerate((1, -1)):
        for i in range(len(issues)):
            if issues.news[i] * sign <= 0:
                continue
            if issues.scope[i] == Scope.NEIGHBOURHOOD:
                told[k] += issues.neighbourhood[i] == n and issues.arena[i] == arena
            elif issues.scope[i] >= Scope.STREET and arena == Arena.STREET:
                told[k] += h["street_news"] * (issues.street[i] == places.street[n])
    return told


def shown(issues, n, arena, places):
    """Mean power that outcomes of an arena show, or None if none shows any."""
    street = issues.street == places.street[n]
    near = issues.neighbourhood == n if arena == Arena.COMMITTEE else street
    near &= (issues.arena == arena) & (issues.scope != Scope.BUILDING) & (issues.power_seen >= 0)
    return issues.power_seen[near].mean() if near.any() else None


def one(w, h, street, i, n, arenas, rungs, levers, after):
    """Let one adult learn."""
    r, places, issues = street.people, street.places, street.issues
    ear = w["heard"] * r.awareness[i]
    own = r.last_issue[i] if r.history[i] else -1
    news = issues.news[own] if own >= 0 else 0
    held = issues.arena[own] if own >= 0 else Arena.COMMITTEE
    if own >= 0 and issues.power_seen[own] >= 0:
        believe(w["power_pace"], after[POWER[held]], i, issues.power_seen[own])
    wins = [float(news * sign > 0) for sign in SIGNS]
    house = (issues.building == r.building[i]) & (issues.scope == Scope.BUILDING)
    head = h["tickets"] * places.tickets[n] / places.people[n]
    tickets = head * places.handled[n], head * (1 - places.handled[n])
    for arena, (told, seen) in enumerate(arenas):
        if seen is not None:
            believe(w["power_pace"] * ear, after[POWER[arena]], i, seen)
        evidence = []
        for k, sign in enumerate(SIGNS):
            inside = (issues.news[house] * sign > 0).sum() if arena == Arena.COMMITTEE else 0
            heard = ear * (told[k] + inside)
            lived = w["trust_step"] * (held == arena and news * sign > 0)
            evidence.append(heard + lived + (tickets[k] if arena == Arena.STREET else 0))
            wins[k] += heard
        trust(w, after[f"trust_{NAMES[arena]}"], after[f"evidence_{NAMES[arena]}"], i, evidence)
    efficacy(w, after["efficacy"], i, wins, places.aspiration[n], rungs[held])
    unsolved = min(places.unsolved[n] / h["unsolved_most"], 1.0)
    aim = r.community_tie[i] + w["satisfaction_wins"] * wins[0]
    aim = min(max(aim - w["satisfaction_unsolved"] * unsolved, 0.0), 1.0)
    believe(w["satisfaction_pace"], after["satisfaction"], i, aim)
    active = int(r.form[i] >= 2)
    mindset = street.organisations.committees[n].mindset
    command = (1 - mindset) * (h["command_usual"] + levers.instrumentality)
    believe(w["habit_pace"], after["habit"], i, active * (1 - w["crowding"] * command))
    after["history"][i] = (2 * r.history[i] + active) % 2**12


def believe(pace, column, i, aim):
    """Move a belief part of the way to where it tends."""
    column[i] += pace * (aim - column[i])


def trust(w, column, weight, i, evidence):
    """Renew trust as a beta reputation with memory and a prior."""
    prior, mean, memory = w["trust_prior"], w["trust_prior_mean"], w["trust_memory"]
    good = memory * (column[i] * (weight[i] + prior) - prior * mean) + evidence[0]
    weight[i] = memory * weight[i] + sum(evidence)
    column[i] = min(max((good + prior * mean) / (weight[i] + prior), 0.0), 1.0)


def efficacy(w, column, i, wins, aspiration, rung):
    """Renew efficacy: up by wins against what is expected, down by losses against what was promised."""
    x = column[i]
    up = w["efficacy_step_up"] * wins[0] * (1 - aspiration) * (1 - x)
    down = w["efficacy_step_down"] * wins[1] * (w["no_aspiration"] + aspiration)
    x += up - down * (w["no_promise"] + rung) * x + w["efficacy_drift"] * (w["efficacy_rest"] - x)
    column[i] = min(max(x, 0.0), 1.0)
