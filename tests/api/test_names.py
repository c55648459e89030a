"""Wherever an entity is wanted, a name in any stored script will do, and the answer tells how it was understood."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from tests.api.questions import ABOUT_ARTICLE, COUNTRIES, FILES, NAMES, iter_parameters

NAMES_AND_IDS = [
    ("Токаев", "kassym-jomart-tokayev"),
    ("Қасым-Жомарт Тоқаев", "kassym-jomart-tokayev"),
    ("Tokaev", "kassym-jomart-tokayev"),
    ("Қазақстан", "kazakhstan"),
    ("哈萨克斯坦", "kazakhstan"),
    ("习近平", "xi-jinping"),
    ("bolat  NAZARBAYEV", "bolat-nazarbayev"),
]
BELOW = ("", "/neighbours", "/claims", "/timeline")


@pytest.mark.parametrize("below", BELOW)
@pytest.mark.parametrize(("name", "id_"), NAMES_AND_IDS)
def test_a_name_in_the_path_leads_to_the_id(client: TestClient, name: str, id_: str, below: str) -> None:
    query = "" if below == "" else "?limit=2&topic=trade&status=ongoing"
    response = client.get(f"/v1/entities/{quote(name)}{below}{query}")
    assert response.status_code == 307
    assert response.headers["location"] == f"/v1/entities/{id_}{below}{query}"
    assert response.headers["dataset-version"]
    assert client.get(response.headers["location"]).status_code == 200


def test_the_query_of_a_redirect_is_kept_as_it_was_written(client: TestClient) -> None:
    query = "speaker=%D0%A2%D0%BE%D0%BA%D0%B0%D0%B5%D0%B2&q=trade+partner&limit=1"
    location = client.get(f"/v1/entities/China/claims?{query}").headers["location"]
    assert location == f"/v1/entities/china/claims?{query}"


def test_an_id_in_the_path_is_answered_at_once(client: TestClient) -> None:
    assert all(client.get(f"/v1/entities/china{below}").status_code == 200 for below in BELOW)


def test_a_name_with_characters_that_urls_reserve(client: TestClient) -> None:
    for name in ("China?", "China#", "Çhina", "china "):
        response = client.get(f"/v1/entities/{quote(name, safe='')}?")
        assert (response.status_code, response.headers["location"]) == (307, "/v1/entities/china")


@pytest.mark.parametrize(("name", "id_"), NAMES_AND_IDS)
def test_a_name_in_every_parameter_that_takes_one(
    client: TestClient, document: dict[str, Any], name: str, id_: str
) -> None:
    seen = set()
    for operation, parameter, _ in iter_parameters(document):
        if parameter not in NAMES or operation in FILES:
            continue
        if (operation, parameter) == COUNTRIES and id_ != "kazakhstan":
            continue
        seen.add(parameter)
        further = ABOUT_ARTICLE.beside.get(parameter, [])
        ends = {"from": [("to", "Georgia")], "to": [("from", "Georgia")]}.get(parameter, [])
        ends = [("from", "Georgia"), ("to", "Azerbaijan")] if parameter in ("avoid", "via") else ends
        response = client.get(ABOUT_ARTICLE.build_url(operation, (parameter, name), *further, *ends))
        assert response.status_code == 200, response.text
        echo = response.json()["query"]
        understood = echo["parameters"][parameter]
        expected = "KZ" if (operation, parameter) == COUNTRIES else id_
        assert expected in understood if isinstance(understood, list) else understood == expected
        recognised = next(each for each in echo["names"] if (each["parameter"], each["given"]) == (parameter, name))
        assert recognised["entity"]["id"] == id_
        assert recognised["matched"].keys() == {"text", "lang", "kind", "how"}
    # An entity to be previewed is shown on a page, which echoes no question.
    assert seen == set(NAMES) - {"entity"}


def test_an_id_wins_over_names(client: TestClient) -> None:
    names = client.get("/v1/paths?from=astana-city&to=china").json()["query"]["names"]
    assert [(each["parameter"], each["matched"]["how"]) for each in names] == [("from", "id"), ("to", "id")]


@pytest.mark.parametrize(("name", "id_"), NAMES_AND_IDS)
def test_search_says_which_name_matched_and_how(client: TestClient, name: str, id_: str) -> None:
    hit = client.get("/v1/search", params={"q": name}).json()["items"][0]
    assert hit["id"] == id_
    assert hit["matched"].keys() == {"text", "lang", "kind", "how"}


def test_typos_are_forgiven_in_search_alone(client: TestClient) -> None:
    hits = client.get("/v1/search?q=Tokajevv").json()["items"]
    assert (hits[0]["id"], hits[0]["matched"]["how"]) == ("kassym-jomart-tokayev", "typo")
    assert client.get("/v1/entities/Tokajevv").status_code == 404
