"""Redirects: from a name to its id, and from an id to that which its record was merged into."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from api.addresses import build_address
from kgraph import KnowledgeGraph
from kgraph.queries.naming import resolve_entity


def redirect_entity(request: Request, kg: KnowledgeGraph, given: str, below: str = "") -> Response | None:
    """Return the redirect of what stands for an entity in a path; None for its id.

    A name is answered with 307, an id that was merged into another one with 308. The query is kept.
    """
    found = resolve_entity(kg.store, given, "entity")
    if found.matched.how == "id":
        return None
    status = HTTPStatus.PERMANENT_REDIRECT if found.matched.how == "merged" else HTTPStatus.TEMPORARY_REDIRECT
    return _redirect(request, kg, f"/v1/entities/{found.entity.id}{below}", status)


def redirect_merged(
    request: Request, kg: KnowledgeGraph, noun: str, given: str, id_: str, below: str = ""
) -> Response | None:
    """Return the redirect (308) from an id to that of the record it was found to stand for; None if it is the same."""
    if given == id_:
        return None
    return _redirect(request, kg, f"/v1/{noun}/{id_}{below}", HTTPStatus.PERMANENT_REDIRECT)


def _redirect(request: Request, kg: KnowledgeGraph, local_path: str, status: HTTPStatus) -> Response:
    url = build_address(request.scope, local_path, request.url.query)
    # The next version may say otherwise: whoever keeps the answer shall ask again.
    return RedirectResponse(url, status, headers={"Dataset-Version": kg.version, "Cache-Control": "no-cache"})
