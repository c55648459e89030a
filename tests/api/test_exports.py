"""`/v1/export`: format and Accept agree, the file has a name, and HTTP's own means work on each format."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from kgraph.exports import FORMATS, ExportFormat
from tests.api.problem_checks import check_problem

each_format = pytest.mark.parametrize("format", FORMATS, ids=[each.name for each in FORMATS])


@pytest.fixture
def plain(client: TestClient) -> Iterator[TestClient]:
    """A caller that sends no Accept-Encoding of its own."""
    kept = client.headers.pop("accept-encoding")
    yield client
    client.headers["accept-encoding"] = kept


@each_format
def test_the_parameter_and_the_header_ask_for_the_same(client: TestClient, format: ExportFormat) -> None:
    named = client.get(f"/v1/export?format={format.name}")
    assert named.status_code == 200
    assert named.headers["content-type"].partition(";")[0] == format.media_type
    accepted = client.get("/v1/export", headers={"Accept": format.media_type})
    both = client.get(f"/v1/export?format={format.name}", headers={"Accept": f"text/html, {format.media_type};q=0.1"})
    for other in (accepted, both):
        assert other.content == named.content
        assert other.headers["content-type"] == named.headers["content-type"]
        assert other.headers["content-disposition"] == named.headers["content-disposition"]
        assert other.headers["vary"] == "Accept, Accept-Encoding"


@each_format
def test_what_contradicts_itself_is_refused(client: TestClient, format: ExportFormat) -> None:
    other = "text/turtle" if format.media_type != "text/turtle" else "application/zip"
    response = client.get(f"/v1/export?format={format.name}", headers={"Accept": other})
    problem = check_problem(response, 406, "not-acceptable")
    assert format.media_type in problem["detail"]


@pytest.mark.parametrize(
    ("accept", "format"),
    [
        ("*/*", "ndjson"),
        ("", "ndjson"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "ndjson"),
        ("text/*", "turtle"),
        ("application/json", "node-link"),
        ("application/ld+json;q=0.4, text/turtle;q=0.6", "turtle"),
        ("application/x-ndjson;q=0, */*;q=0.1", "csv"),
        ("APPLICATION/GEXF+XML", "gexf"),
    ],
)
def test_the_header_is_weighed_as_http_says(client: TestClient, accept: str, format: str) -> None:
    response = client.get("/v1/export?topic=water", headers={"Accept": accept})
    assert response.content == client.get(f"/v1/export?topic=water&format={format}").content


def test_what_nobody_can_have_is_refused(client: TestClient) -> None:
    problem = check_problem(client.get("/v1/export", headers={"Accept": "image/png"}), 406, "not-acceptable")
    assert all(each.media_type in problem["detail"] for each in FORMATS)


@each_format
def test_the_name_says_what_is_in_it(client: TestClient, format: ExportFormat) -> None:
    version = client.get("/v1/dataset").json()["version"]
    stem = f"kazakhstan-china-russia-{version[:8]}"
    named = {"": stem, "&topic=energy": f"{stem}-part", "&id=p05s2c01": f"{stem}-part"}
    shapes = dict(format.options)
    if "claims_as_nodes" in shapes:
        named |= {
            f"&claims_as_nodes={str(shapes['claims_as_nodes']).lower()}": stem,
            f"&claims_as_nodes={str(not shapes['claims_as_nodes']).lower()}": (
                f"{stem}-claims-as-{'edges' if shapes['claims_as_nodes'] else 'nodes'}"
            ),
        }
    for query, name in named.items():
        response = client.get(f"/v1/export?format={format.name}{query}")
        assert response.headers["content-disposition"] == f'attachment; filename="{name}.{format.suffix}"'
        assert response.headers["dataset-version"] == version


@each_format
def test_the_same_question_has_the_same_bytes(client: TestClient, format: ExportFormat) -> None:
    url = f"/v1/export?format={format.name}&about=China"
    assert client.get(url).content == client.get(url).content


@each_format
def test_head_tells_all_but_the_body(client: TestClient, format: ExportFormat) -> None:
    url = f"/v1/export?format={format.name}"
    got, head = client.get(url), client.head(url)
    assert (head.status_code, head.content) == (200, b"")
    left_out = {"x-request-id"}
    assert {name: value for name, value in head.headers.items() if name not in left_out} == {
        name: value for name, value in got.headers.items() if name not in left_out
    }


@each_format
def test_an_etag_saves_the_transfer(client: TestClient, format: ExportFormat) -> None:
    url = f"/v1/export?format={format.name}"
    etag = client.get(url).headers["etag"]
    for ask in (client.get, client.head):
        unchanged = ask(url, headers={"If-None-Match": etag})
        assert (unchanged.status_code, unchanged.content) == (304, b"")
    other = client.get(f"{url}&topic=energy", headers={"If-None-Match": etag})
    assert (other.status_code, other.headers["etag"] != etag) == (200, True)


def test_each_format_has_an_etag_of_its_own(client: TestClient) -> None:
    tags = [client.head("/v1/export", headers={"Accept": each.media_type}).headers["etag"] for each in FORMATS]
    assert len(set(tags)) == len(FORMATS)


@each_format
def test_compressed_it_is_the_same(plain: TestClient, format: ExportFormat) -> None:
    url = f"/v1/export?format={format.name}"
    whole = plain.get(url, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in whole.headers
    with plain.stream("GET", url, headers={"Accept-Encoding": "gzip"}) as packed:
        raw = b"".join(packed.iter_raw())
    # An archive is compressed already.
    is_archive = format.suffix.endswith("zip")
    assert packed.headers.get("content-encoding") == (None if is_archive else "gzip")
    assert (raw if is_archive else gzip.decompress(raw)) == whole.content
    assert (packed.headers["etag"] == whole.headers["etag"]) == is_archive


@pytest.mark.parametrize("query", ["format=xml", "format=", "format=CSV", "format=node_link"])
def test_an_unknown_format_is_named_with_what_comes_near(client: TestClient, query: str) -> None:
    problem = check_problem(client.get(f"/v1/export?{query}"), 400, "unknown-word")
    assert problem["parameter"] == "format"


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("format=turtle&bom=true", "bom"),
        ("format=csv&claims_as_nodes=true", "claims_as_nodes"),
        ("format=csv&bom=yes", "bom"),
        ("format=gexf&claims_as_nodes=1", "claims_as_nodes"),
        ("format=csv&limit=5", "limit"),
        ("format=csv&formt=x", "formt"),
        ("format=csv&format=turtle", "format"),
    ],
)
def test_what_a_format_does_not_take_is_refused(client: TestClient, query: str, parameter: str) -> None:
    response = client.get(f"/v1/export?{query}")
    assert response.status_code == 400
    assert response.json()["parameter"] == parameter


def test_unknown_ids_and_ambiguous_names_are_answered_before_a_file_begins(client: TestClient) -> None:
    check_problem(client.get("/v1/export?format=csv&id=p99s9c99"), 404, "not-found")
    check_problem(client.get("/v1/export?format=csv&about=Astana"), 409, "ambiguous-name")


@each_format
def test_nothing_found_is_a_whole_file_that_says_why(client: TestClient, format: ExportFormat) -> None:
    response = client.get(f"/v1/export?format={format.name}&topic=water&date=1990")
    assert response.status_code == 200
    content = response.content
    if format.suffix.endswith("zip"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert archive.testzip() is None
            content = b"".join(map(archive.read, archive.namelist()))
    assert b"No item passes" in content


def test_the_mark_of_order_is_written_where_it_is_asked_for(client: TestClient) -> None:
    for query, mark in (("", b""), ("&bom=true", b"\xef\xbb\xbf"), ("&bom=false", b"")):
        archive = zipfile.ZipFile(io.BytesIO(client.get(f"/v1/export?format=csv{query}").content))
        tables = [name for name in archive.namelist() if name.endswith(".csv")]
        assert tables
        assert all(archive.read(name).startswith(b"\xef\xbb\xbf") == bool(mark) for name in tables)
