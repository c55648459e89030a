"""The REST API over a knowledge graph: `create_app` builds it, `api.asgi:app` is what a server loads."""

from api.app import create_app
from api.settings import Settings

__all__ = ["Settings", "create_app"]
