"""Bad input that every operation, or every parameter of a kind, must refuse alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from api.problems import STATUS_BY_ERROR, TITLES
from kgraph.errors import QueryError
from kgraph.queries.naming import shorten
from tests.api.problem_checks import check_problem
from tests.api.questions import ABOUT_ARTICLE, NAMES, OPERATIONS, Questions, iter_parameters
from tests.events.imported import over_all_datasets

NO_NUMBERS = ["", "many", "5.0", "1e1", "+5", " 5", "5 ", "1_0", "٥", "0x5", "-", "nan", "true"]
UNREADABLE = ["%00", "%0A", "%1B%5B31m", "%7F", "%C2%85", "%FF", "%ED%A0%80", "a%09b", "%EF%BF%BD"]
PATHS_WITH_IDS = [
    ("/v1/entities/{}", "entity", "bolat-nazarbayex", "bolat-nazarbayev"),
    ("/v1/entities/{}/neighbours", "entity", "bolat-nazarbayex", "bolat-nazarbayev"),
    ("/v1/entities/{}/claims", "entity", "Kazakhstap", "kazakhstan"),
    ("/v1/entities/{}/timeline", "entity", "Kazakhstap", "kazakhstan"),
    ("/v1/claims/{}", "id", "p06s5c2", "p06s5c02"),
    ("/v1/claims/{}/sources", "id", "p06s5c2", "p06s5c02"),
    ("/v1/sources/{}", "id", "rbc-july-27", "rbc-july-28"),
    ("/v1/sources/{}/claims", "id", "rbc-july-27", "rbc-july-28"),
    ("/v1/sources/{}/impact", "id", "rbc-july-27", "rbc-july-28"),
]


@over_all_datasets
@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_unknown_parameter(client: TestClient, asked: Questions, document: dict[str, Any], operation: str) -> None:
    problem = check_problem(
        client.get(asked.build_url(operation, ("nosuch", "1"))), 400, "unknown-parameter", parameter="nosuch", value="1"
    )
    assert problem["suggestions"] == []
    for name in [name for each, name, _ in iter_parameters(document) if each == operation]:
        typo = f"{name[:-1]}{name[-1]}s" if len(name) > 3 else f"{name}{name[-1]}"
        answer = client.get(asked.build_url(operation, (typo, "1")))
        problem = check_problem(answer, 400, "unknown-parameter", parameter=typo)
        assert name in problem["suggestions"]


@over_all_datasets
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_filter_of_other_operations_is_unknown_here(
    client: TestClient, asked: Questions, document: dict[str, Any], operation: str
) -> None:
    everywhere = {name for _, name, _ in iter_parameters(document)}
    here = {name for each, name, _ in iter_parameters(document) if each == operation}
    for name in sorted(everywhere - here):
        check_problem(client.get(asked.build_url(operation, (name, "1"))), 400, "unknown-parameter", parameter=name)


@over_all_datasets
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_repeated_single_parameter(
    client: TestClient, asked: Questions, document: dict[str, Any], operation: str
) -> None:
    for each, name, schema in iter_parameters(document):
        if each == operation and schema["type"] != "array":
            answer = client.get(asked.build_url(operation, (name, "1"), (name, "1")))
            check_problem(answer, 400, "repeated-parameter", parameter=name, value="1")


@over_all_datasets
@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_unknown_word_of_a_closed_vocabulary(
    client: TestClient, asked: Questions, document: dict[str, Any], operation: str
) -> None:
    for each, name, schema in iter_parameters(document):
        words = schema.get("items", schema).get("enum", ()) if each == operation else ()
        for word in words[:3]:
            typo = f"{word}x"
            several = [(name, words[0])] if schema["type"] == "array" else []
            answer = client.get(asked.build_url(operation, *several, (name, typo)))
            problem = check_problem(answer, 400, "unknown-word", parameter=name, value=typo)
            assert problem["suggestions"][0] == word
        for value in [words[0].swapcase(), ""] if words else ():
            check_problem(client.get(asked.build_url(operation, (name, value))), 400, "unknown-word", parameter=name)


@over_all_datasets
@pytest.mark.parametrize("text", ["", "19 percent", "1,000", "1e3", "nan", "inf", "0x10", "--1", "1.", ".5", "9" * 16])
def test_a_text_that_is_no_amount(client: TestClient, asked: Questions, document: dict[str, Any], text: str) -> None:
    for operation, name, schema in iter_parameters(document):
        if schema.get("items", schema).get("type") == "number":
            answer = client.get(asked.build_url(operation, (name, text)))
            problem = check_problem(answer, 400, "invalid-parameter", parameter=name, value=text)
            assert problem["detail"].startswith(f"{name} ")


@over_all_datasets
@pytest.mark.parametrize("text", ["", "May 2023", "2023-13", "2023-02-30", "19.05.2023", "2024/2023", "now", "2" * 300])
def test_a_text_that_is_no_date(client: TestClient, asked: Questions, document: dict[str, Any], text: str) -> None:
    for operation, name, _ in iter_parameters(document):
        if name in ("date", "known_as_of"):
            answer = client.get(asked.build_url(operation, (name, text)))
            check_problem(answer, 400, "invalid-parameter", parameter=name, value=shorten(text))


@over_all_datasets
@pytest.mark.parametrize("text", ["2023/2024", "2023/..", "[2023,2024]", "XXXX-05", "../.."])
def test_what_was_known_is_asked_up_to_one_date(client: TestClient, text: str) -> None:
    answer = client.get(f"/v1/claims?known_as_of={text}")
    problem = check_problem(answer, 400, "invalid-parameter", parameter="known_as_of", value=text)
    assert "one date with its year" in problem["detail"]


def test_filters_that_contradict_one_another(client: TestClient) -> None:
    answer = client.get("/v1/claims?value_min=20&value_max=19.5")
    check_problem(answer, 400, "invalid-parameter", parameter="value_min", value="20")
    answer = client.get("/v1/sources/orda-may-5/impact?from=China")
    check_problem(answer, 400, "invalid-parameter", parameter="to")


@pytest.mark.parametrize("of", [["KZ"], ["KZ", "Kazakhstan"], ["KZ", "CN", "RU"]])
def test_a_dyad_is_of_two_countries(client: TestClient, of: list[str]) -> None:
    check_problem(client.get("/v1/dyad", params={"of": of}), 400, "invalid-parameter", parameter="of")


def test_a_dyad_is_of_countries(client: TestClient) -> None:
    problem = check_problem(client.get("/v1/dyad?of=KZ&of=Tokayev"), 400, "invalid-parameter", parameter="of")
    assert problem["suggestions"] == ["AZ", "CN", "GE", "KZ", "RU", "UA"]
    check_problem(client.get("/v1/dyad?of=KZ&of=QX"), 404, "not-found", parameter="of", value="QX")


@pytest.mark.parametrize("name", ["source", "exclude_source"])
def test_an_unknown_source_in_a_filter(client: TestClient, name: str) -> None:
    answer = client.get(f"/v1/claims?{name}=rbc-july-27")
    problem = check_problem(answer, 404, "not-found", parameter=name, value="rbc-july-27")
    assert problem["suggestions"][0] == "rbc-july-28"


def iter_bounds(document: dict[str, Any]) -> Iterator[tuple[str, str, int, int]]:
    for operation, name, schema in iter_parameters(document):
        number = schema.get("items", schema)
        if number.get("type") == "integer":
            yield operation, name, number["minimum"], number["maximum"]


@over_all_datasets
def test_a_number_out_of_bounds(client: TestClient, asked: Questions, document: dict[str, Any]) -> None:
    bounds = list(iter_bounds(document))
    assert {name for _, name, _, _ in bounds} == {
        *("limit", "max_hops", "k", "claims_per_hop", "claims_per_neighbour", "paragraph", "sentence"),
        *("claims_per_side", "claims_per_tie", "hops", "max_entities", "min_outlets", "cursor"),
    }
    for operation, name, least, most in bounds:
        for good in (least, most):
            assert client.get(asked.build_url(operation, (name, good))).status_code == 200
        for bad in (least - 1, most + 1, -(10**18), 10**18, int("9" * 400)):
            answer = client.get(asked.build_url(operation, (name, bad)))
            problem = check_problem(answer, 400, "invalid-parameter", parameter=name, value=shorten(str(bad)))
            assert problem["detail"].startswith(f"{name} is from {least} to {most}")


@over_all_datasets
@pytest.mark.parametrize("text", NO_NUMBERS)
def test_a_text_that_is_no_whole_number(
    client: TestClient, asked: Questions, document: dict[str, Any], text: str
) -> None:
    for operation, name, _, _ in iter_bounds(document):
        answer = client.get(asked.build_url(operation, (name, text)))
        problem = check_problem(answer, 400, "invalid-parameter", parameter=name, value=shorten(text))
        assert problem["detail"] == f"{name} takes a whole number."


def iter_questions_with(document: dict[str, Any], asked: Questions, name: str) -> Iterator[tuple[str, str]]:
    """Yield each place that takes an entity, and a URL with this name in it."""
    for operation, parameter, _ in iter_parameters(document):
        if parameter in NAMES:
            yield parameter, asked.build_url(operation, (parameter, name), *asked.beside.get(parameter, []))
    for below in ("", "/neighbours", "/claims", "/timeline"):
        yield "entity", f"/v1/entities/{quote(name)}{below}"


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("Astana", ["astana-city", "government-of-kazakhstan"]),
        ("Nazarbayev", ["bolat-nazarbayev", "nursultan-nazarbayev"]),
    ],
)
def test_an_ambiguous_name(client: TestClient, document: dict[str, Any], name: str, ids: list[str]) -> None:
    for parameter, url in iter_questions_with(document, ABOUT_ARTICLE, name):
        answer = client.get(url)
        problem = check_problem(answer, 409, "ambiguous-name", parameter=parameter, value=name, suggestions=ids)
        assert [each["id"] for each in problem["candidates"]] == ids
        assert all(each["name"] and each["type"] for each in problem["candidates"])


@over_all_datasets
def test_an_unknown_name(client: TestClient, asked: Questions, document: dict[str, Any]) -> None:
    for parameter, url in iter_questions_with(document, asked, "Kazakhstap"):
        problem = check_problem(client.get(url), 404, "not-found", parameter=parameter, value="Kazakhstap")
        assert problem["suggestions"][0] == "kazakhstan"


@over_all_datasets
def test_a_name_that_can_be_none(client: TestClient, asked: Questions, document: dict[str, Any]) -> None:
    for name in ("%20", "x" * 201):
        for parameter, url in iter_questions_with(document, asked, "NAME"):
            problem = check_problem(client.get(url.replace("NAME", name)), 400, "invalid-parameter")
            assert problem["parameter"] == parameter


@pytest.mark.parametrize(("path", "parameter", "wrong", "near"), PATHS_WITH_IDS)
def test_an_unknown_id_in_the_path(client: TestClient, path: str, parameter: str, wrong: str, near: str) -> None:
    problem = check_problem(client.get(path.format(wrong)), 404, "not-found", parameter=parameter, value=wrong)
    assert near in problem["suggestions"]
    assert wrong in problem["detail"]


def test_the_table_above_names_every_path_with_an_id(document: dict[str, Any]) -> None:
    paths = {path.format("{" + parameter + "}") for path, parameter, _, _ in PATHS_WITH_IDS}
    assert paths == {path for path in document["paths"] if "{" in path}


@over_all_datasets
@pytest.mark.parametrize("path", ["/v1/entities", "/v1/claims"])
def test_an_unknown_id_in_a_list(client: TestClient, path: str) -> None:
    check_problem(client.get(f"{path}?id=nope"), 404, "not-found", parameter="id", value="nope")
    ids = "&".join(f"id=a{number}" for number in range(101))
    check_problem(client.get(f"{path}?{ids}"), 400, "invalid-parameter", parameter="id")


@over_all_datasets
@pytest.mark.parametrize("bytes_", UNREADABLE)
def test_control_characters_and_bytes_that_are_not_utf8(
    client: TestClient, asked: Questions, document: dict[str, Any], bytes_: str
) -> None:
    for path, parameter, _, _ in PATHS_WITH_IDS:
        check_problem(client.get(path.format(bytes_)), 400, "control-character", parameter=parameter)
    for operation, name, _ in iter_parameters(document):
        url = asked.build_url(operation, (name, "VALUE")).replace("VALUE", bytes_)
        problem = check_problem(client.get(url), 400, "control-character", parameter=name)
        assert problem["value"].startswith("U+")


@over_all_datasets
@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
def test_a_wrong_method(client: TestClient, asked: Questions, operation: str, method: str) -> None:
    if (operation, method) == ("get_reconciliation", "POST"):
        pytest.skip("POST is a method of this path: tests/api/test_reconcile.py")
    answer = client.request(method, asked.build_url(operation))
    check_problem(answer, 405, "method-not-allowed", value=method)
    assert answer.headers["allow"] == ("GET, HEAD, POST" if operation == "get_reconciliation" else "GET, HEAD")


def iter_subclasses(cls: type[QueryError]) -> Iterator[type[QueryError]]:
    for each in cls.__subclasses__():
        yield each
        yield from iter_subclasses(each)


def test_every_error_of_a_query_has_a_status_and_a_title() -> None:
    classes = [QueryError, *iter_subclasses(QueryError)]
    assert set(classes) == STATUS_BY_ERROR.keys()
    assert {cls.code for cls in classes} <= TITLES.keys()
