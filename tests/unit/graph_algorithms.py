"""Algorithms of NetworkX, each as a function of a graph: what they answer on a view, they answer on a plain copy.

They start from `first` and end at `last`, which any graph of a dataset has. What takes no parallel edges or no
directions is given the projection that its caller would make.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations, islice
from typing import Any

import networkx as nx

Graph = Any
SEED = 7
MANY = 200


def first(graph: Graph) -> str:
    """Return the node with most edges from it."""
    return str(max(graph, key=lambda node: (graph.out_degree(node), node)))


def last(graph: Graph) -> str:
    """Return the node with most edges to it."""
    return str(max(graph, key=lambda node: (graph.in_degree(node), node)))


def some(graph: Graph) -> list[str]:
    """Return every other node."""
    return list(graph)[::2]


def simple(graph: Graph) -> Graph:
    """Return the undirected graph without parallel edges and loops."""
    projected = nx.Graph(graph)
    projected.remove_edges_from(list(nx.selfloop_edges(projected)))
    return projected


def directed(graph: Graph) -> Graph:
    """Return the graph without parallel edges and loops, each edge with the number of those that it stands for."""
    projected = nx.DiGraph()
    projected.add_nodes_from(graph)
    for one, other in graph.edges():
        if one != other:
            projected.add_edge(one, other, capacity=graph.number_of_edges(one, other))
    return projected


def core(graph: Graph) -> Graph:
    """Return the largest connected part of the simple graph."""
    projected = simple(graph)
    return projected.subgraph(max(nx.connected_components(projected), key=len)).copy()


def weigh(_source: str, _target: str, edges: Any) -> int:
    """Weigh a tie: one with an edge that is hedged takes longer."""
    return 1 + all(edge["hedged"] for edge in edges.values())


def cut(items: Iterable[Any]) -> list[Any]:
    """Return the first of many."""
    return list(islice(items, MANY))


def split(graph: Graph) -> list[set[str]]:
    """Return a partition of the nodes into three."""
    return [set(list(graph)[start::3]) for start in range(min(3, len(graph)))]


def keep_some(graph: Graph) -> Graph:
    """Return a view without some nodes and edges."""
    nodes = set(some(graph)) | {first(graph), last(graph)}
    return nx.subgraph_view(graph, filter_node=nodes.__contains__, filter_edge=lambda *edge: not edge[2].endswith("1"))


TRAVERSALS: dict[str, Callable[[Graph], Any]] = {
    "bfs_edges": lambda g: list(nx.bfs_edges(g, first(g))),
    "bfs_edges reversed": lambda g: list(nx.bfs_edges(g, last(g), reverse=True)),
    "bfs_layers": lambda g: list(nx.bfs_layers(g, [first(g)])),
    "bfs_tree": lambda g: nx.bfs_tree(g, first(g)),
    "bfs_labeled_edges": lambda g: list(nx.bfs_labeled_edges(g, first(g))),
    "dfs_edges": lambda g: list(nx.dfs_edges(g)),
    "dfs_postorder_nodes": lambda g: list(nx.dfs_postorder_nodes(g)),
    "dfs_labeled_edges": lambda g: list(nx.dfs_labeled_edges(g)),
    "edge_bfs": lambda g: list(nx.edge_bfs(g, orientation="ignore")),
    "edge_dfs": lambda g: list(nx.edge_dfs(g)),
    "descendants": lambda g: sorted(nx.descendants(g, first(g))),
    "ancestors": lambda g: sorted(nx.ancestors(g, last(g))),
    "descendants_at_distance": lambda g: sorted(nx.descendants_at_distance(g, first(g), 2)),
}
PATHS: dict[str, Callable[[Graph], Any]] = {
    "shortest_path": lambda g: nx.shortest_path(g, first(g), last(g)),
    "shortest_path from one": lambda g: nx.shortest_path(g, first(g)),
    "shortest_path to one": lambda g: nx.shortest_path(g, target=last(g)),
    "all_shortest_paths": lambda g: cut(nx.all_shortest_paths(g, first(g), last(g))),
    "all_pairs_shortest_path_length": lambda g: dict(nx.all_pairs_shortest_path_length(g)),
    "has_path": lambda g: [nx.has_path(g, first(g), node) for node in g],
    "predecessor": lambda g: nx.predecessor(g, first(g)),
    "dijkstra_path": lambda g: nx.dijkstra_path(g, first(g), last(g), weight=weigh),
    "multi_source_dijkstra": lambda g: nx.multi_source_dijkstra(g, {first(g), last(g)}, weight="hedged"),
    "bidirectional_dijkstra": lambda g: nx.bidirectional_dijkstra(g, first(g), last(g), weight="hedged"),
    "bellman_ford": lambda g: nx.single_source_bellman_ford(g, first(g), weight="hedged"),
    "goldberg_radzik": lambda g: nx.goldberg_radzik(g, first(g)),
    "astar_path": lambda g: nx.astar_path(g, first(g), last(g), weight="hedged"),
    "floyd_warshall": lambda g: {node: dict(row) for node, row in nx.floyd_warshall(g).items()},
    "johnson": lambda g: nx.johnson(g),
    "all_simple_paths": lambda g: cut(nx.all_simple_paths(g, first(g), last(g), cutoff=3)),
    "all_simple_edge_paths": lambda g: cut(nx.all_simple_edge_paths(g, first(g), last(g), cutoff=3)),
    "shortest_simple_paths": lambda g: list(islice(nx.shortest_simple_paths(simple(g), first(g), last(g)), 5)),
    "is_path and path_weight": lambda g: [
        (nx.is_path(g, pair), nx.path_weight(nx.DiGraph(g), pair, "hedged")) for pair in g.edges()
    ],
    "eccentricity": lambda g: nx.eccentricity(core(g)),
    "wiener_index": lambda g: nx.wiener_index(core(g)),
    "global_efficiency": lambda g: nx.global_efficiency(simple(g)),
}
COMPONENTS: dict[str, Callable[[Graph], Any]] = {
    "weakly_connected_components": lambda g: list(map(sorted, nx.weakly_connected_components(g))),
    "strongly_connected_components": lambda g: list(map(sorted, nx.strongly_connected_components(g))),
    "kosaraju": lambda g: list(map(sorted, nx.kosaraju_strongly_connected_components(g))),
    "condensation": lambda g: nx.condensation(g),
    "attracting_components": lambda g: list(map(sorted, nx.attracting_components(g))),
    "is_weakly_connected": nx.is_weakly_connected,
    "is_semiconnected": nx.is_semiconnected,
    "biconnected_components": lambda g: list(map(sorted, nx.biconnected_components(simple(g)))),
    "articulation_points": lambda g: sorted(nx.articulation_points(simple(g))),
    "bridges": lambda g: list(nx.bridges(simple(g))),
    "connected_components": lambda g: list(map(sorted, nx.connected_components(g.to_undirected(as_view=True)))),
    "node_connected_component": lambda g: sorted(nx.node_connected_component(g.to_undirected(), first(g))),
    "isolates": lambda g: list(nx.isolates(g)),
}
CENTRALITIES: dict[str, Callable[[Graph], Any]] = {
    "degree_centrality": nx.degree_centrality,
    "in_degree_centrality": nx.in_degree_centrality,
    "out_degree_centrality": nx.out_degree_centrality,
    "closeness_centrality": nx.closeness_centrality,
    "harmonic_centrality": nx.harmonic_centrality,
    "betweenness_centrality": nx.betweenness_centrality,
    "betweenness_centrality of a sample": lambda g: nx.betweenness_centrality(g, k=min(3, len(g)), seed=SEED),
    "edge_betweenness_centrality": nx.edge_betweenness_centrality,
    "load_centrality": nx.load_centrality,
    "katz_centrality": lambda g: nx.katz_centrality(simple(g), alpha=0.01),
    "eigenvector_centrality": lambda g: nx.eigenvector_centrality(core(g), max_iter=5000),
    "voterank": nx.voterank,
    "local_reaching_centrality": lambda g: nx.local_reaching_centrality(g, first(g)),
    "group_degree_centrality": lambda g: nx.group_degree_centrality(g, some(g)),
    "percolation_centrality": lambda g: nx.percolation_centrality(simple(g), states=dict.fromkeys(g, 0.5)),
    "dispersion": lambda g: nx.dispersion(simple(g), first(g)),
    "constraint": lambda g: {node: value for node, value in nx.constraint(simple(g)).items() if value == value},
}
STRUCTURE: dict[str, Callable[[Graph], Any]] = {
    "core_number": lambda g: nx.core_number(simple(g)),
    "onion_layers": lambda g: nx.onion_layers(simple(g)),
    "k_truss": lambda g: nx.k_truss(simple(g), 3),
    "clustering": lambda g: nx.clustering(directed(g)),
    "triangles": lambda g: nx.triangles(simple(g)),
    "square_clustering": lambda g: nx.square_clustering(simple(g)),
    "transitivity": lambda g: nx.transitivity(simple(g)),
    "triadic_census": lambda g: nx.triadic_census(directed(g)),
    "reciprocity": lambda g: nx.overall_reciprocity(directed(g)),
    "density": nx.density,
    "degree_histogram": nx.degree_histogram,
    "average_neighbor_degree": nx.average_neighbor_degree,
    "average_degree_connectivity": lambda g: nx.average_degree_connectivity(directed(g)),
    "rich_club_coefficient": lambda g: nx.rich_club_coefficient(simple(g), normalized=False),
    "find_cliques": lambda g: cut(nx.find_cliques(simple(g))),
    "is_chordal": lambda g: nx.is_chordal(simple(g)),
    "check_planarity": lambda g: nx.check_planarity(simple(g))[0],
    "is_bipartite": nx.is_bipartite,
    "is_forest": nx.is_forest,
    "is_eulerian": nx.is_eulerian,
    "has_eulerian_path": nx.has_eulerian_path,
    "is_directed_acyclic_graph": nx.is_directed_acyclic_graph,
    "topological_generations": lambda g: list(map(sorted, nx.topological_generations(nx.condensation(g)))),
    "dag_longest_path": lambda g: nx.dag_longest_path(nx.condensation(g)),
    "transitive_closure": lambda g: nx.transitive_closure(g),
    "simple_cycles": lambda g: cut(nx.simple_cycles(g, length_bound=3)),
    "find_cycle": lambda g: nx.find_cycle(g, orientation="original"),
    "cycle_basis": lambda g: nx.cycle_basis(simple(g)),
    "weisfeiler_lehman_graph_hash": lambda g: nx.weisfeiler_lehman_graph_hash(simple(g), node_attr="type"),
    "is_isomorphic": lambda g: nx.is_isomorphic(g, g.copy()),
    "could_be_isomorphic": lambda g: nx.could_be_isomorphic(simple(g), simple(g.reverse(copy=False))),
    "faster_could_be_isomorphic": lambda g: nx.faster_could_be_isomorphic(g, g.reverse()),
    "greedy_color": lambda g: nx.greedy_color(g, strategy="largest_first"),
    "jaccard_coefficient": lambda g: list(nx.jaccard_coefficient(simple(g), combinations(some(g), 2))),
    "attribute_mixing_dict": lambda g: nx.attribute_mixing_dict(g, "type"),
    "edge_boundary": lambda g: list(nx.edge_boundary(g, some(g), keys=True, data="predicate")),
    "node_boundary": lambda g: sorted(nx.node_boundary(g, some(g))),
    "cut_size": lambda g: nx.cut_size(g, some(g), list(g)[1::2]),
    "volume": lambda g: nx.volume(g, some(g)),
    "moral_graph": lambda g: nx.moral_graph(g),
}
OPTIMA: dict[str, Callable[[Graph], Any]] = {
    "maximum_flow": lambda g: nx.maximum_flow_value(directed(g), first(g), last(g)),
    "minimum_cut": lambda g: nx.minimum_cut_value(directed(g), first(g), last(g)),
    "node_connectivity": lambda g: nx.node_connectivity(core(g)),
    "edge_connectivity": lambda g: nx.edge_connectivity(core(g)),
    "edge_disjoint_paths": lambda g: sorted(nx.edge_disjoint_paths(simple(g), first(g), last(g))),
    "stoer_wagner": lambda g: nx.stoer_wagner(core(g))[0],
    "max_weight_matching": lambda g: sorted(map(sorted, nx.max_weight_matching(simple(g)))),
    "maximal_matching": lambda g: sorted(map(sorted, nx.maximal_matching(simple(g)))),
    "maximal_independent_set": lambda g: nx.maximal_independent_set(simple(g), seed=SEED),
    "dominating_set": lambda g: sorted(nx.dominating_set(g, first(g))),
    "immediate_dominators": lambda g: nx.immediate_dominators(g, first(g)),
    "dominance_frontiers": lambda g: {n: sorted(f) for n, f in nx.dominance_frontiers(g, first(g)).items()},
    "minimum_spanning_tree": lambda g: nx.minimum_spanning_tree(g.to_undirected(), weight="hedged"),
    "minimum_spanning_edges of a view": lambda g: list(nx.minimum_spanning_edges(g.to_undirected(as_view=True))),
    "min_weighted_vertex_cover": lambda g: sorted(nx.approximation.min_weighted_vertex_cover(simple(g))),
    "treewidth_min_degree": lambda g: nx.approximation.treewidth_min_degree(simple(g))[0],
    "label_propagation": lambda g: list(map(sorted, nx.community.label_propagation_communities(simple(g)))),
    "asyn_lpa_communities": lambda g: list(map(sorted, nx.community.asyn_lpa_communities(g, seed=SEED))),
    "louvain_communities": lambda g: list(map(sorted, nx.community.louvain_communities(g, seed=SEED))),
    "modularity": lambda g: nx.community.modularity(g, split(g)),
    "greedy_modularity": lambda g: list(map(sorted, nx.community.greedy_modularity_communities(simple(g)))),
}
CONVERSIONS: dict[str, Callable[[Graph], Any]] = {
    "Graph": nx.Graph,
    "DiGraph": nx.DiGraph,
    "MultiGraph": nx.MultiGraph,
    "MultiDiGraph": nx.MultiDiGraph,
    "copy": lambda g: g.copy(),
    "copy as a view": lambda g: g.copy(as_view=True),
    "to_undirected": lambda g: g.to_undirected(),
    "to_undirected if reciprocal": lambda g: g.to_undirected(reciprocal=True),
    "to_undirected as a view": lambda g: g.to_undirected(as_view=True),
    "to_directed": lambda g: g.to_directed(),
    "to_directed as a view": lambda g: g.to_directed(as_view=True),
    "reverse": lambda g: g.reverse(),
    "reverse as a view": lambda g: g.reverse(copy=False),
    "create_empty_copy": nx.create_empty_copy,
    "to_dict_of_dicts": nx.to_dict_of_dicts,
    "to_dict_of_lists": nx.to_dict_of_lists,
    "to_edgelist": lambda g: list(nx.to_edgelist(g)),
    "adjacency": lambda g: {node: list(neighbours) for node, neighbours in g.adjacency()},
    "node_link_data": lambda g: nx.node_link_data(g, edges="edges"),
    "node_link_graph": lambda g: nx.node_link_graph(nx.node_link_data(g, edges="edges"), edges="edges"),
    "adjacency_data": nx.adjacency_data,
    "cytoscape_data": nx.cytoscape_data,
    "generate_adjlist": lambda g: list(nx.generate_adjlist(g)),
    "generate_multiline_adjlist": lambda g: list(nx.generate_multiline_adjlist(g)),
    "generate_edgelist": lambda g: list(nx.generate_edgelist(g, data=["predicate"])),
    "generate_graphml": lambda g: list(nx.generate_graphml(nx.MultiDiGraph(g.edges(keys=True)))),
    "generate_network_text": lambda g: list(nx.generate_network_text(simple(g))),
    "generate_pajek": lambda g: list(nx.generate_pajek(nx.MultiDiGraph(g.edges()))),
}
CHANGED: dict[str, Callable[[Graph], Any]] = {
    "subgraph": lambda g: g.subgraph(some(g)),
    "subgraph copied": lambda g: g.subgraph(some(g)).copy(),
    "subgraph of a subgraph": lambda g: g.subgraph(some(g)).subgraph(some(g)[1:]),
    "edge_subgraph": lambda g: g.edge_subgraph(list(g.edges)[::2]),
    "subgraph_view": keep_some,
    "paths on a subgraph_view": lambda g: nx.single_source_shortest_path(keep_some(g), first(g)),
    "components of a subgraph_view": lambda g: list(map(sorted, nx.strongly_connected_components(keep_some(g)))),
    "undirected subgraph_view": lambda g: keep_some(g).to_undirected(),
    "restricted_view": lambda g: nx.restricted_view(g, some(g)[:1], list(g.edges)[:2]),
    "ego_graph": lambda g: nx.ego_graph(g, first(g)),
    "ego_graph undirected": lambda g: nx.ego_graph(g, first(g), undirected=True),
    "compose": lambda g: nx.compose(g, nx.MultiDiGraph([("x", "y", "z")])),
    "union": lambda g: nx.union(g, g, rename=("a-", "b-")),
    "disjoint_union": lambda g: nx.disjoint_union(g, g),
    "difference": lambda g: nx.difference(g, nx.create_empty_copy(g)),
    "symmetric_difference": lambda g: nx.symmetric_difference(g, g.reverse()),
    "intersection": lambda g: nx.intersection(g, g.copy()),
    "complement": lambda g: nx.complement(g),
    "tensor_product": lambda g: nx.tensor_product(nx.MultiDiGraph([("x", "y")]), g.subgraph(some(g)[:4])),
    "line_graph": nx.line_graph,
    "power": lambda g: nx.power(simple(g), 2),
    "contracted_nodes": lambda g: nx.contracted_nodes(g, *list(g)[:2]),
    "quotient_graph": lambda g: sorted(
        (sorted(one), sorted(other)) for one, other in nx.quotient_graph(g, split(g)).edges()
    ),
    "relabel_nodes": lambda g: nx.relabel_nodes(g, {first(g): "other"}),
    "convert_node_labels_to_integers": lambda g: nx.convert_node_labels_to_integers(g, label_attribute="id"),
    "double_edge_swap": lambda g: nx.double_edge_swap(simple(g), seed=SEED),
}
REPORTS: dict[str, Callable[[Graph], Any]] = {
    "nodes": lambda g: (len(g), g.number_of_nodes(), g.order(), list(g), list(g.nodes), list(g.nodes(data="type"))),
    "edges": lambda g: (len(g.edges), g.number_of_edges(), g.size(), list(g.edges), list(g.edges(data=True))),
    "edges with keys": lambda g: list(g.edges(keys=True, data="hedged", default=0)),
    "edges by default": lambda g: (len(g.edges()), list(g.edges()), list(g.edges(data="nothing", default=3))),
    "edges of some": lambda g: (list(g.edges(some(g))), list(g.edges(some(g), keys=True, data=True))),
    "in_edges": lambda g: (len(g.in_edges), list(g.in_edges), list(g.in_edges()), list(g.in_edges(data=True))),
    "in_edges of some": lambda g: (len(g.in_edges(some(g))), list(g.in_edges(some(g), keys=True, data="status"))),
    "out_edges": lambda g: (list(g.out_edges), list(g.out_edges(first(g), keys=True))),
    "degree": lambda g: (dict(g.degree()), dict(g.in_degree()), dict(g.out_degree()), len(g.degree)),
    "degree of some": lambda g: (dict(g.degree(some(g))), dict(g.in_degree(some(g))), dict(g.out_degree(some(g)))),
    "degree of one": lambda g: (g.degree(first(g)), g.in_degree[last(g)], g.out_degree(first(g))),
    "weighted degree": lambda g: (dict(g.degree(weight="hedged")), dict(g.in_degree(weight="hedged"))),
    "weighted size": lambda g: (g.size(weight="hedged"), g.out_degree(first(g), weight="hedged")),
    "neighbours": lambda g: {n: (list(g.successors(n)), list(g.predecessors(n)), list(g.neighbors(n))) for n in g},
    "all_neighbors": lambda g: {node: list(nx.all_neighbors(g, node)) for node in g},
    "has_edge": lambda g: {(u, v): (g.has_edge(u, v), g.number_of_edges(u, v)) for u in g for v in [*some(g), "?"]},
    "has_edge by key": lambda g: [g.has_edge(v, u, key) or g.has_edge(u, v, key + "?") for u, v, key in g.edges],
    "has_successor": lambda g: [(g.has_successor(u, v), g.has_predecessor(u, v)) for u in g for v in g],
    "get_edge_data": lambda g: [(g.get_edge_data(u, v), g.get_edge_data(v, u, key, 5)) for u, v, key in g.edges],
    "get_node_attributes": lambda g: nx.get_node_attributes(g, "countries"),
    "get_edge_attributes": lambda g: nx.get_edge_attributes(g, "predicate"),
    "selfloops": lambda g: (list(nx.selfloop_edges(g, keys=True, data=True)), nx.number_of_selfloops(g)),
    "nodes_with_selfloops": lambda g: list(nx.nodes_with_selfloops(g)),
    "nbunch_iter": lambda g: (list(g.nbunch_iter(some(g))), list(g.nbunch_iter(first(g)))),
    "non_edges": lambda g: sorted(nx.non_edges(g)),
    "is_empty and is_weighted": lambda g: (nx.is_empty(g), nx.is_weighted(g, weight="hedged")),
    "sets of edges": lambda g: (sorted(g.edges & set(list(g.edges)[:3])), sorted(set(g.nodes) - set(some(g)))),
    "in the edges": lambda g: [(u, v, key) in g.edges and (u, v) in g.edges() for u, v, key in g.edges],
    "text": lambda g: str(g).partition(" with ")[2],
    "attributes": lambda g: dict(g.graph),
}
ALGORITHMS: dict[str, Callable[[Graph], Any]] = {
    **TRAVERSALS,
    **PATHS,
    **COMPONENTS,
    **CENTRALITIES,
    **STRUCTURE,
    **OPTIMA,
    **CONVERSIONS,
    **CHANGED,
    **REPORTS,
}
# Those that are about linear in the number of edges, for a graph of a hundred thousand.
CHEAP = (
    *("bfs_edges", "dfs_postorder_nodes", "descendants", "ancestors", "shortest_path", "shortest_path to one"),
    *("dijkstra_path", "weakly_connected_components", "strongly_connected_components", "condensation"),
    *("attracting_components", "in_degree_centrality", "core_number", "degree_histogram", "average_neighbor_degree"),
    *("is_directed_acyclic_graph", "volume", "immediate_dominators", "DiGraph", "to_undirected", "selfloops"),
    *("isolates", "degree", "edges", "edges with keys", "neighbours", "get_edge_attributes", "subgraph copied"),
)
