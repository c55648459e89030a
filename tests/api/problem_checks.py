"""What every error looks like."""

from __future__ import annotations

from typing import Any

from httpx2 import Response

from api.problems import PROBLEM_MEDIA_TYPE, TITLES, ProblemDetails


def check_problem(response: Response, status: int, code: str, **members: Any) -> dict[str, Any]:
    """Check that an answer is a problem of this status and code with these members, and return its body."""
    assert response.status_code == status, response.text[:500]
    assert response.headers["content-type"] == PROBLEM_MEDIA_TYPE
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-request-id"]
    body: dict[str, Any] = response.json()
    ProblemDetails.model_validate(body)
    assert body["code"] == code, body
    assert body["status"] == status
    assert body["type"] == f"urn:kgraph:problem:{code}"
    assert body["title"] == TITLES[code]
    assert body["detail"]
    assert {name: body[name] for name in members} == members
    return body
