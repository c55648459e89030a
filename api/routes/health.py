"""`/healthz` and `/readyz`."""

from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict

from api.envelope import json_response
from api.parameters import Graph
from api.strict import StrictRoute

router = APIRouter(route_class=StrictRoute, tags=["Service"])


class Health(BaseModel):
    """That the process answers."""

    model_config = ConfigDict(extra="forbid")

    status: Literal["ok"] = "ok"


class Readiness(BaseModel):
    """That a dataset is loaded, and which."""

    model_config = ConfigDict(extra="forbid")

    status: Literal["ready"] = "ready"
    dataset: str
    dataset_version: str


@router.get("/healthz", response_model=Health, summary="Is the process alive?")
def get_health() -> Response:
    """Answers as long as the process runs, whatever is loaded."""
    return json_response(Health(), {"Cache-Control": "no-store"})


@router.get("/readyz", response_model=Readiness, summary="Can it answer questions?")
def get_readiness(kg: Graph) -> Response:
    """Answers once the dataset is loaded, and names it."""
    readiness = Readiness(dataset=kg.store.info.id, dataset_version=kg.version)
    return json_response(readiness, {"Cache-Control": "no-store"})
