"""The routes: one file per noun of the URL. Each parses, calls one query, and wraps its answer."""

from api.routes import claims, description, entities, health, pages, paths, search, sources

ROUTERS = (
    search.router,
    entities.router,
    claims.router,
    paths.router,
    sources.router,
    description.router,
    health.router,
    pages.router,
)

__all__ = ["ROUTERS"]
