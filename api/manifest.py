"""The manifest of the reconciliation service: what it offers, and at which addresses."""

from __future__ import annotations

import re
from typing import Literal

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

import kgraph
from api.addresses import build_address
from api.cross_origin import OPEN_PATH
from api.problems import BadRequest
from kgraph import KnowledgeGraph
from kgraph.exports.linked_data.prefixes import build_prefixes
from kgraph.queries.lookup import MAX_QUERIES
from kgraph.queries.naming import shorten
from kgraph.reconciliation import TypeRef, list_types
from kgraph.reconciliation.preview import HEIGHT, WIDTH
from kgraph.reconciliation.questions import DEFAULT_VALUES, MAX_VALUES, QUALIFIED

# A name, or an address of IPv4 or IPv6, and a port: what else a Host header may hold makes no address.
_HOST = re.compile(r"(?:[A-Za-z0-9._-]{1,255}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class View(_Part):
    """Where people read about an entity: `{{id}}` stands for its id."""

    url: str


class Preview(View):
    """Where an entity is shown at a glance, and in how many pixels."""

    width: int
    height: int


class ServicePath(_Part):
    """The address of a part of the service, in two halves."""

    service_url: str
    service_path: str


class Suggest(_Part):
    """Where that which somebody types is completed."""

    entity: ServicePath
    type: ServicePath
    property: ServicePath


class Choice(_Part):
    """One value of a setting, and how it is shown."""

    value: str
    name: str


class NumberSetting(_Part):
    """A setting of a property that takes a number."""

    type: Literal["number"]
    name: str
    label: str
    help_text: str
    default: int


class SelectSetting(_Part):
    """A setting of a property that takes one of some words."""

    type: Literal["select"]
    name: str
    label: str
    help_text: str
    default: str
    choices: tuple[Choice, ...]


class Extend(_Part):
    """Where properties of a type are proposed, and how the values of one can be narrowed."""

    propose_properties: ServicePath
    property_settings: tuple[NumberSetting | SelectSetting, ...]


class Manifest(_Part):
    """What the reconciliation service offers, and where."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)

    versions: tuple[str, ...]
    name: str
    identifier_space: str = Field(description="What stands before the id of an entity to make its name for good.")
    schema_space: str = Field(description="What stands before the id of a type to make its name for good.")
    documentation: str
    service_version: str = Field(description="The version of kgraph.")
    default_types: tuple[TypeRef, ...] = Field(description="All types of the dataset.")
    view: View
    preview: Preview
    suggest: Suggest
    extend: Extend
    batch_size: int = Field(description="The most queries at once.")


def build_manifest(request: Request, kg: KnowledgeGraph) -> Manifest:
    """Return the manifest, its addresses under the host and the prefix that the request came to.

    Raises:
        BadRequest: the Host header of the request is none that an address can be made of.
    """
    dataset = kg.dataset()
    prefixes = build_prefixes(dataset.id)
    base = build_base(request)
    service = f"{base}{OPEN_PATH}"
    return Manifest(
        versions=("0.2",),
        name=f"kgraph: {dataset.title}",
        identifier_space=prefixes["entity"],
        schema_space=prefixes["type"],
        documentation=f"{base}/docs",
        service_version=kgraph.__version__,
        default_types=list_types(kg),
        view=View(url=build_view_url(base, "{{id}}")),
        preview=Preview(url=f"{service}/preview?entity={{{{id}}}}", width=WIDTH, height=HEIGHT),
        suggest=Suggest(
            entity=ServicePath(service_url=service, service_path="/suggest/entity"),
            type=ServicePath(service_url=service, service_path="/suggest/type"),
            property=ServicePath(service_url=service, service_path="/suggest/property"),
        ),
        extend=_describe_extension(service),
        batch_size=MAX_QUERIES,
    )


def build_base(request: Request) -> str:
    """Return the address that the request came to: scheme, host and prefix, without a slash at the end.

    Raises:
        BadRequest: the Host header of the request is none that an address can be made of.
    """
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        detail = "The answer holds addresses of this service, and the Host header is none to make them of."
        raise BadRequest("bad-request", detail, value=shorten(host.encode("ascii", "backslashreplace").decode()))
    return f"{request.url.scheme}://{host}{build_address(request.scope, '')}"


def build_view_url(base: str, id_: str) -> str:
    """Return the address of the page with all that is said of an entity."""
    return f"{base}/v1/brief?about={id_}&format=html"


def _describe_extension(service: str) -> Extend:
    return Extend(
        propose_properties=ServicePath(service_url=service, service_path="/properties"),
        property_settings=(
            NumberSetting(
                type="number",
                name="limit",
                label="Most values",
                help_text=f"Of what claims give: 1 to {MAX_VALUES}. What is left out is counted in the last value.",
                default=DEFAULT_VALUES,
            ),
            SelectSetting(
                type="select",
                name="qualified",
                label="What is planned, hedged, taken for granted, disputed, said by others or limited",
                help_text="It never becomes a link.",
                default=next(iter(QUALIFIED)),
                choices=tuple(Choice(value=value, name=name) for value, name in QUALIFIED.items()),
            ),
        ),
    )
