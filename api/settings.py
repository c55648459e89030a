"""The settings, all from the environment. `docs/settings.md` lists them; a test holds it to that."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from pydantic_settings.exceptions import SettingsError

from kgraph.errors import InvalidSetting

PREFIX = "KGRAPH_"


def _split_paths(given: Any) -> Any:
    return tuple(filter(None, given.split(os.pathsep))) if isinstance(given, str) else given


class Settings(BaseSettings):
    """How the service runs. Each field is the environment variable KGRAPH_<FIELD>."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="ignore")

    data: Path | None = Field(
        default=None,
        description="Folder or snapshot of the dataset to serve. Default: the article's, which ships.",
    )
    previous: Annotated[tuple[Path, ...], NoDecode, BeforeValidator(_split_paths)] = Field(
        default=(),
        description="Folders or snapshots of earlier versions, for /v1/changes; separated as in PATH, the latest last.",
    )
    log_queries: bool = Field(
        default=False,
        description="Whether the access log holds query strings. Off, since an analyst's questions are sensitive.",
    )
    cors_origins: tuple[str, ...] = Field(
        default=(), description='Origins whose pages may call the service, as a JSON list: ["https://example.org"].'
    )


def load_settings() -> Settings:
    """Return the settings that the environment gives.

    Raises:
        InvalidSetting: a variable holds what its setting cannot take.
    """
    try:
        return Settings()
    except SettingsError as error:
        # The only settings that are read as JSON are lists; pydantic names the field, and not the variable.
        raise _to_invalid_setting("cors_origins", 'it takes a JSON list: ["https://example.org"]') from error
    except ValidationError as error:
        first = error.errors()[0]
        raise _to_invalid_setting(str(first["loc"][0]), first["msg"][0].lower() + first["msg"][1:]) from error


def _to_invalid_setting(field: str, reason: str) -> InvalidSetting:
    variable = PREFIX + field.upper()
    return InvalidSetting(variable, os.environ.get(variable, ""), reason)
