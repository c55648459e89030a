"""An entity at a glance, as a small page of HTML to be shown within another one."""

from __future__ import annotations

from functools import cache

import jinja2

from kgraph.answers.views import EntityView
from kgraph.answers.wording import cite_evidence
from kgraph.briefs.claim_words import describe_claim
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.reconciliation.agreement import list_names
from kgraph.reconciliation.candidates import describe, to_type
from kgraph.reconciliation.properties import LANGUAGES
from kgraph.records.entity import MAIN_LANGUAGE

_TEMPLATE = "preview.html.jinja"
WIDTH, HEIGHT = 460, 400
_CLAIMS = 3


def render_preview(kg: KnowledgeGraph, entity: str, url: str) -> str:
    """Return the page of the entity that an id or a name certainly names; `url` is where all of it can be read.

    It holds its names in each working language, the official ones first, the first three claims that name it, whatever
    their polarity, each with its evidence, and what the dataset says it is, marked as that; no script and nothing from
    outside, and all that is data in it is escaped.

    Raises:
        NotFound, Removed, AmbiguousName, InvalidParameter: as of `KnowledgeGraph.entity`.
    """
    view = kg.entity(entity)
    names = [(language, _list_names(view, language)) for language in LANGUAGES if language != MAIN_LANGUAGE]
    return _load_template().render(
        entity=view,
        description=describe(view),
        type=to_type(view.type).name,
        names=[(language, found) for language, found in names if found],
        claims=kg.claims(about=view.id, limit=_CLAIMS).items,
        describe_claim=describe_claim,
        cite_evidence=cite_evidence,
        url=url,
    )


def _list_names(entity: EntityView, language: str) -> list[str]:
    """Return all names in a language: those that relatives or namesakes share do not tell who it is."""
    official = {name.text for name in entity.names if name.kind == "official"}
    return sorted(list_names(entity, language), key=lambda name: name not in official)


@cache
def _load_template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("kgraph.reconciliation"),
        # Whatever a template is called: nothing of a dataset may become markup.
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(_TEMPLATE)
