"""The routes: one file per noun of the URL. Each parses, calls one query, and wraps its answer."""

from api.routes import (
    bibliography,
    briefs,
    changes,
    claims,
    contested,
    description,
    entities,
    exports,
    health,
    overviews,
    pages,
    paths,
    quality,
    reconcile,
    search,
    sources,
    surroundings,
)

ROUTERS = (
    search.router,
    entities.router,
    claims.router,
    paths.router,
    surroundings.router,
    sources.router,
    contested.router,
    overviews.router,
    quality.router,
    changes.router,
    bibliography.router,
    briefs.router,
    exports.router,
    reconcile.router,
    description.router,
    health.router,
    pages.router,
)

__all__ = ["ROUTERS"]
