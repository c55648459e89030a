"""The settings, all from the environment. `docs/settings.md` lists them; a test holds it to that."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """How the service runs. Each field is the environment variable KGRAPH_<FIELD>."""

    model_config = SettingsConfigDict(env_prefix="KGRAPH_", env_ignore_empty=True, frozen=True, extra="ignore")

    data: Path | None = Field(
        default=None, description="Folder of the dataset to serve. Default: the article's dataset, which ships."
    )
    log_queries: bool = Field(
        default=False,
        description="Whether the access log holds query strings. Off, since an analyst's questions are sensitive.",
    )
    cors_origins: tuple[str, ...] = Field(
        default=(), description='Origins whose pages may call the service, as a JSON list: ["https://example.org"].'
    )
