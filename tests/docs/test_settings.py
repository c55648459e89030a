"""The settings page names every setting and every option of `kgraph serve`, and what it says of the log holds."""

from __future__ import annotations

import json
import logging
import re
import sys

import pytest
from fastapi.testclient import TestClient

from api import Settings, create_app
from api.exchange import access_log
from kgraph.cli import main
from tests.docs.pages import code, codes, read_page, section, table

PAGE = read_page("settings.md")
ROWS = {code(row["variable"]): row for row in table(PAGE, "Environment")}


def test_every_setting_is_documented_with_its_default() -> None:
    prefix = Settings.model_config["env_prefix"]
    assert list(ROWS) == [prefix + name.upper() for name in Settings.model_fields]
    for name, field in Settings.model_fields.items():
        shown = ROWS[prefix + name.upper()]["default"]
        default = field.get_default()
        assert shown == ("the dataset that ships" if default is None else f"`{json.dumps(default)}`"), name


def test_the_values_that_the_page_names_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    (origins,) = codes(ROWS["KGRAPH_CORS_ORIGINS"]["meaning"])
    monkeypatch.setenv("KGRAPH_CORS_ORIGINS", origins)
    monkeypatch.setenv("KGRAPH_LOG_QUERIES", codes(ROWS["KGRAPH_LOG_QUERIES"]["meaning"])[0])
    settings = Settings()
    assert settings.cors_origins == tuple(json.loads(origins))
    assert settings.log_queries is True


def test_the_options_of_serve(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["kgraph", "serve", "--help"])
    monkeypatch.setenv("COLUMNS", "200")
    with pytest.raises(SystemExit):
        main()
    help_text = capsys.readouterr().out
    rows = {code(row["option"]): row["default"] for row in table(PAGE, "`kgraph serve`")}
    assert set(rows) == set(re.findall(r"--[a-z][a-z-]*", help_text)) - {"--help"}
    for option in ("--host", "--port"):
        assert f"[default: {code(rows[option])}]" in help_text


@pytest.mark.parametrize("log_queries", [False, True])
def test_query_strings_are_logged_only_when_asked_for(log_queries: bool, caplog: pytest.LogCaptureFixture) -> None:
    assert f"`{access_log.name}`" in section(PAGE, "The log")
    caplog.set_level(logging.INFO, access_log.name)
    with TestClient(create_app(Settings(log_queries=log_queries))) as client:
        client.get("/v1/search?q=Tokaev", headers={"X-Request-ID": "mine", "X-Secret": "hidden"})
    (line,) = [record.getMessage() for record in caplog.records if record.name == access_log.name]
    assert re.fullmatch(r"GET /v1/search(\?q=Tokaev)? 200 [\d.]+ ms mine", line)
    assert ("Tokaev" in line) == log_queries


def test_cors_is_off_unless_an_origin_is_named() -> None:
    asking = {"Origin": "https://example.org", "Access-Control-Request-Method": "GET"}
    for origins, answer in (((), None), (("https://example.org",), "https://example.org")):
        with TestClient(create_app(Settings(cors_origins=origins))) as client:
            for response in (client.get("/healthz", headers=asking), client.options("/healthz", headers=asking)):
                assert response.headers.get("Access-Control-Allow-Origin") == answer
