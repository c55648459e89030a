"""One contract for files and services: the same call gives equal answers, and the same errors."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

import kgraph
from kgraph import AsyncRemoteGraph, KGraphError, KnowledgeGraph, QueryError, RemoteGraph
from kgraph.answers.answer import Answer
from kgraph.citations import Bibliography
from kgraph.exports import Export
from kgraph.filters import filter_specs
from tests.api.server import run_server
from tests.client.calls import ANSWERED, REFUSED, Call
from tests.client.conftest import Way, ask_and_await
from tests.datasets import make_claims, replace, write_dataset

# What cannot be awaited: they are attributes, or ask what can be asked otherwise.
ATTRIBUTES = {"graph", "version"}


def to_question(call: Call) -> Callable[[Any], Any]:
    method, args, kwargs = call
    return lambda graph: getattr(graph, method)(*args, **kwargs)


def read_whole(answer: Any) -> Any:
    """Return what is in a file, of anything else the answer itself."""
    if isinstance(answer, Export):
        return b"".join(answer)
    return answer.text if isinstance(answer, Bibliography) else answer


def to_json(answer: Any) -> Any:
    """Return what an answer is as JSON, to the last figure, if it can be that."""
    return answer.model_dump_json(by_alias=True, warnings=False) if isinstance(answer, BaseModel) else answer


def list_public(cls: type) -> set[str]:
    return {name for name in dir(cls) if not name.startswith("_")}


@pytest.mark.parametrize("call", ANSWERED.values(), ids=ANSWERED)
def test_the_same_call_gives_an_equal_answer(call: Call, way: Way, article_graph: KnowledgeGraph) -> None:
    expected, found = to_question(call)(article_graph), way(to_question(call))
    assert found == expected
    assert to_json(found) == to_json(expected)
    assert read_whole(found) == read_whole(expected)


@pytest.mark.parametrize("call", REFUSED.values(), ids=REFUSED)
def test_the_same_call_raises_the_same_error(call: Call, way: Way, article_graph: KnowledgeGraph) -> None:
    with pytest.raises(QueryError) as expected:
        to_question(call)(article_graph)
    with pytest.raises(KGraphError) as found:
        way(to_question(call))
    assert type(found.value) is type(expected.value)
    assert str(found.value) == str(expected.value)
    without_problem = {**vars(found.value), "problem": None}
    assert without_problem == {**vars(expected.value), "problem": None}


def test_every_method_and_every_filter_is_asked() -> None:
    asked = [method for method, _, _ in ANSWERED.values()]
    methods = {name for name in list_public(KnowledgeGraph) if inspect.isfunction(getattr(KnowledgeGraph, name))}
    assert methods - {"to_networkx"} == set(asked)  # graphs are compared by tests/client/test_graphs.py
    given = {name for _, _, kwargs in ANSWERED.values() for name in kwargs}
    assert set(filter_specs()) - given == set()


@pytest.mark.parametrize("cls", [RemoteGraph, AsyncRemoteGraph])
def test_the_methods_have_the_same_names_and_parameters(cls: type) -> None:
    graph = cls("http://127.0.0.1:1")
    for name in list_public(KnowledgeGraph) - ATTRIBUTES - {"store"}:
        _, *expected = inspect.signature(getattr(KnowledgeGraph, name)).parameters.values()
        assert list(inspect.signature(getattr(graph, name)).parameters.values()) == expected
        assert getattr(graph, name).__doc__ == getattr(KnowledgeGraph, name).__doc__


def test_an_error_of_a_service_has_its_problem_inside(remote: RemoteGraph) -> None:
    with pytest.raises(QueryError) as caught:
        remote.neighbours("Nazarbayev")
    problem = caught.value.problem
    assert problem is not None
    assert (problem["status"], problem["code"], problem["parameter"]) == (409, "ambiguous-name", "entity")
    assert [each["id"] for each in problem["candidates"]] == ["bolat-nazarbayev", "nursultan-nazarbayev"]


def test_an_answer_of_files_has_no_problem_inside(article_graph: KnowledgeGraph) -> None:
    with pytest.raises(QueryError) as caught:
        article_graph.neighbours("Nazarbayev")
    assert caught.value.problem is None


def test_what_the_name_in_a_path_was_taken_for_is_told(remote: RemoteGraph) -> None:
    (name,) = remote.neighbours("Токаев").query.names
    assert (name.parameter, name.given, name.entity.id, name.matched.how) == (
        ("entity", "Токаев", "kassym-jomart-tokayev", name.matched.how)
    )
    assert name.matched.how != "id"


def test_a_service_is_told_from_its_version(remote: RemoteGraph, article_graph: KnowledgeGraph) -> None:
    assert remote.version == article_graph.version


@pytest.mark.parametrize("name", ["remote", "article_graph"])
def test_a_missing_argument_is_a_type_error(name: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(TypeError, match="to"):
        request.getfixturevalue(name).paths("China")


def test_a_service_knows_no_files_of_the_asker(remote: RemoteGraph, tmp_path: Any) -> None:
    with pytest.raises(QueryError, match="knows those that it was started with") as caught:
        remote.changes(tmp_path)
    assert caught.value.parameter == "since"


def test_answers_that_differ_are_not_equal(article_graph: KnowledgeGraph) -> None:
    claims = article_graph.claims(limit=2)
    assert claims != article_graph.claims(limit=3)
    assert claims != article_graph.subgraph("China", limit=2)
    assert isinstance(claims, Answer)
    assert claims != "claims"


def test_changes_since_a_version_that_the_service_knows(tmp_path: Path) -> None:
    old = write_dataset(tmp_path / "old")
    withdrawn = replace(make_claims(), "c3", rank="deprecated", deprecated_because="Misread.")
    new = write_dataset(tmp_path / "new", relations=withdrawn)
    expected = kgraph.open(new).changes(old)
    version = kgraph.open(old).version
    with run_server(data=new, previous=old) as server, kgraph.connect(server.url) as remote:
        assert len(expected) == 1
        assert remote.changes(version) == remote.changes(version[:8]) == remote.changes() == expected
        assert ask_and_await(server.url, lambda graph: graph.changes(version)) == expected
        with pytest.raises(QueryError, match="earlier version"):
            remote.changes("0" * 8)
