"""The one multigraph of ties, in the two shapes that it is kept in.

Ties of organisations are a live networkx multigraph that agents read and change; neighbourly ties of
residents are compressed sparse rows, handed out as networkx graphs on request. ``ties`` is the network;
``community_tie`` is the scalar of one resident.
"""

from __future__ import annotations

import networkx as nx
import numpy as np

from gongzhi.agents.resident import Residents

from .neighbours import NeighbourTies

__all__ = ["Ties"]


class Ties:
    """Ties of organisations and of residents.

    Attributes:
        neighbours: ties of residents by row, see ``NeighbourTies``.
    """

    def __init__(
        self, organisations: nx.MultiGraph, neighbours: NeighbourTies, residents: Residents
    ) -> None:
        self._organisations = organisations
        self.neighbours = neighbours
        self._residents = residents

    def graph(self) -> nx.MultiGraph:
        """Return the live graph of organisations: nodes are agents, edges have kind (key) and strength."""
        return self._organisations

    def residents_graph(self, rows: np.ndarray | None = None) -> nx.Graph:
        """Return neighbourly ties as a new networkx graph; nodes are resident ids.

        Args:
            rows: rows of the residents wanted (indices or mask); all if left out. Ties among them only.
        """
        inside = np.zeros(len(self._residents), bool)
        inside[slice(None) if rows is None else rows] = True
        a, b, strength = self.neighbours.pairs()
        keep = inside[a] & inside[b]
        graph: nx.Graph = nx.Graph()
        graph.add_nodes_from(self._residents.id[inside].tolist())
        ids = self._residents.id
        graph.add_weighted_edges_from(
            zip(ids[a[keep]].tolist(), ids[b[keep]].tolist(), strength[keep].tolist(), strict=True),
            weight="strength",
        )
        return graph

    def neighbourhood_graph(self, neighbourhood: int) -> nx.Graph:
        """Return the ties within one neighbourhood."""
        return self.residents_graph(self._residents.neighbourhood == neighbourhood)

    def building_graph(self, building: int) -> nx.Graph:
        """Return the ties within one building."""
        return self.residents_graph(self._residents.building == building)

    def ego_graph(self, resident: int) -> nx.Graph:
        """Return one resident (an id), their neighbours and the ties among them.

        Raises:
            LookupError: if nobody of that id lives here now.
        """
        found = np.nonzero(self._residents.id == resident)[0]
        if not len(found):
            raise LookupError(f"resident {resident} does not live here now")
        row, n = int(found[0]), self.neighbours
        around = n.target[n.start[row] : n.start[row + 1]]
        return self.residents_graph(np.append(around, row))
