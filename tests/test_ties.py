"""Ties: the live graph of organisations, and the residents' ties handed out as graphs."""

import mesa
import networkx as nx
import numpy as np
import pytest

from gongzhi.agents.residents_committee import ResidentsCommittee
from gongzhi.agents.street_office import StreetOffice
from gongzhi.model import CommunityModel


@pytest.fixture(scope="module")
def classroom() -> CommunityModel:
    return CommunityModel("classroom", rng=5, months=3, spin_up=1, residents=400, neighbourhoods=3)


def edges_by_the_rows(model: CommunityModel, inside: np.ndarray) -> dict[frozenset, float]:
    """Read the ties among some residents straight from the compressed rows."""
    n, ids = model.neighbour_ties, model.people.id
    return {
        frozenset((int(ids[i]), int(ids[n.target[k]]))): float(n.strength[k])
        for i in np.nonzero(inside)[0]
        for k in range(n.start[i], n.start[i + 1])
        if inside[n.target[k]]
    }


def check(graph: nx.Graph, model: CommunityModel, inside: np.ndarray) -> None:
    """Check that a graph has just these residents, all of them, and all the ties among them."""
    assert type(graph) is nx.Graph
    assert set(graph) == set(model.people.id[inside].tolist())
    assert all(type(node) is int for node in graph)
    found = {frozenset((a, b)): s for a, b, s in graph.edges(data="strength")}
    assert found == edges_by_the_rows(model, inside)


def test_the_graph_of_organisations_is_a_multigraph_of_mesa_agents(classroom):
    graph = classroom.ties.graph()
    assert isinstance(graph, nx.MultiGraph)
    assert not graph.is_directed()
    assert set(graph) == set(classroom.agents)
    for agent, data in graph.nodes(data=True):
        assert isinstance(agent, mesa.Agent)
        assert data["kind"] == type(agent).__name__
        assert data["street"] == agent.street


def test_every_tie_of_organisations_has_a_kind_and_a_strength(classroom):
    graph = classroom.ties.graph()
    kinds = set()
    for a, b, kind, data in graph.edges(keys=True, data=True):
        assert isinstance(kind, str)
        assert 0 <= data["strength"] <= 1, (a, b, kind)
        kinds.add(kind)
    assert {"leadership", "guidance", "coordination", "contract", "support"} <= kinds


def test_the_street_office_guides_every_committee(classroom):
    graph = classroom.ties.graph()
    (office,) = classroom.agents_by_type[StreetOffice]
    committees = classroom.agents_by_type[ResidentsCommittee]
    assert len(committees) == 3
    assert all(graph.has_edge(office, committee, key="guidance") for committee in committees)


def test_the_graph_is_live(classroom):
    o = classroom.organisations
    graph = classroom.ties.graph()
    a, b = o.committees[0], o.enterprises[0]
    o.tie(a, b, "tea", 0.5)
    assert graph[a][b]["tea"]["strength"] == 0.5
    o.tie(a, b, "tea", 0.75)
    assert graph.number_of_edges(a, b) == 1
    assert classroom.ties.graph()[a][b]["tea"]["strength"] == 0.75
    graph.remove_edge(a, b, key="tea")
    assert not classroom.organisations.graph.has_edge(a, b)


def test_a_closed_organisation_leaves_the_graph_and_the_model():
    model = CommunityModel("classroom", rng=5, months=3, spin_up=0)
    gone = model.organisations.social_organizations[0]
    assert gone in model.ties.graph()
    model.organisations.close([gone])
    assert gone not in model.ties.graph()
    assert gone not in model.agents
    assert gone not in model.organisations.social_organizations


def test_all_residents_and_all_their_ties_are_in_one_graph(classroom):
    check(classroom.ties.residents_graph(), classroom, np.ones(len(classroom.people), bool))


def test_some_residents_may_be_asked_for_by_mask_or_by_rows(classroom):
    old = classroom.people.age >= 50
    check(classroom.ties.residents_graph(old), classroom, old)
    check(classroom.ties.residents_graph(np.nonzero(old)[0]), classroom, old)
    nobody = classroom.ties.residents_graph(np.array([], int))
    assert len(nobody) == 0


@pytest.mark.parametrize("neighbourhood", range(3))
def test_a_neighbourhood_has_its_residents_and_the_ties_within_it(classroom, neighbourhood):
    inside = classroom.people.neighbourhood == neighbourhood
    graph = classroom.ties.neighbourhood_graph(neighbourhood)
    check(graph, classroom, inside)
    assert graph.number_of_edges() > 50


def test_a_building_has_its_residents_and_the_ties_within_it(classroom):
    for building in range(len(classroom.buildings)):
        inside = classroom.people.building == building
        check(classroom.ties.building_graph(building), classroom, inside)


def test_an_ego_graph_is_a_resident_the_neighbours_and_the_ties_among_them(classroom):
    n, whole = classroom.neighbour_ties, classroom.ties.residents_graph()
    rows = [*np.argsort(n.degree())[-5:], int(np.argmin(n.degree()))]
    for row in rows:
        ego = int(classroom.people.id[row])
        inside = np.zeros(len(classroom.people), bool)
        inside[[row, *n.target[n.start[row] : n.start[row + 1]]]] = True
        graph = classroom.ties.ego_graph(ego)
        check(graph, classroom, inside)
        assert nx.utils.graphs_equal(graph, nx.ego_graph(whole, ego))


def test_a_graph_of_residents_is_a_new_one_that_may_be_changed(classroom):
    graph = classroom.ties.residents_graph()
    graph.clear()
    assert len(classroom.ties.residents_graph()) == len(classroom.people)


@pytest.mark.parametrize("stranger", [-1, 10**15])
def test_a_resident_who_does_not_live_here_has_no_ego_graph(classroom, stranger):
    with pytest.raises(LookupError, match=str(stranger)):
        classroom.ties.ego_graph(stranger)


def test_ties_and_graphs_follow_the_people_through_two_new_years():
    model = CommunityModel("classroom", rng=5, months=24, spin_up=0, residents=400)
    before = model.ties.residents_graph()
    for _ in range(14):
        model.step()
    after = model.ties.residents_graph()
    gone, stayed = set(before) - set(after), set(before) & set(after)
    assert gone
    assert set(after) - set(before)
    assert len(model.neighbour_ties.start) == len(model.people) + 1
    check(after, model, np.ones(len(model.people), bool))
    old = {frozenset(edge) for edge in before.subgraph(stayed).edges}
    kept = old & {frozenset(edge) for edge in after.edges}
    assert len(kept) > 0.8 * len(old)
    with pytest.raises(LookupError):
        model.ties.ego_graph(min(gone))
