"""The least that FastAPI can serve: what a service costs before it does anything."""

from __future__ import annotations

from fastapi import FastAPI

app = FastAPI()


@app.get("/")
def greet() -> dict[str, str]:
    """Say hello."""
    return {"hello": "world"}
