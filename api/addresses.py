"""Where a request stands: its path within the application, and URLs under the prefix that a proxy serves it at.

ASGI servers put the prefix (`root_path`) before the path, test clients and mounts do not always: what is
built here holds for both.
"""

from __future__ import annotations

from urllib.parse import quote

from starlette.types import Scope

# What may stand in the path of a URL unescaped (RFC 3986, 3.3), and what separates its segments.
_PATH_CHARACTERS = "/:@!$&'()*+,;=~-._"


def get_local_path(scope: Scope) -> str:
    """Return the decoded path within the application, without the prefix."""
    path, root = str(scope["path"]), str(scope.get("root_path", ""))
    return path.removeprefix(root) if root and path.startswith(f"{root}/") else path


def build_address(scope: Scope, local_path: str, query: str = "") -> str:
    """Return the URL, without scheme and host, of a decoded path within the application."""
    root = str(scope.get("root_path", ""))
    return quote(root + local_path, safe=_PATH_CHARACTERS) + (f"?{query}" if query else "")
