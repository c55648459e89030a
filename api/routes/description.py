"""`/v1/schema` and `/v1/dataset`."""

from fastapi import APIRouter, Response

from api.envelope import record_response
from api.parameters import Graph
from api.strict import StrictRoute
from kgraph.answers.descriptions import DatasetView, SchemaView

router = APIRouter(prefix="/v1", route_class=StrictRoute, tags=["Dataset"])


@router.get("/schema", response_model=SchemaView, summary="Show the vocabulary")
def get_schema(kg: Graph) -> Response:
    """Every word that claims and filters are written in, with its meaning.

    Predicates, entity types, topics, units and qualifier roles are the dataset's; statuses, polarities,
    bases, ranks and filters are the same for every dataset.
    """
    return record_response(kg.schema(), kg.version)


@router.get("/dataset", response_model=DatasetView, summary="Show what is loaded")
def get_dataset(kg: Graph) -> Response:
    """The dataset's own description and licence, the digest of its content, and how much it holds."""
    return record_response(kg.dataset(), kg.version)
