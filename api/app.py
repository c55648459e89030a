"""Build the application."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES

import kgraph
from api.cross_origin import CrossOrigin
from api.exchange import ConditionalGet, HeadAsGet, NegotiatedGzip, RequestLog, UrlLimit
from api.openapi import DESCRIPTION, TAGS, build_openapi
from api.problems import install_problem_handlers
from api.routes import ROUTERS
from api.settings import Settings, load_settings
from kgraph import KnowledgeGraph
from kgraph.exports import FORMATS
from kgraph.queries.earlier_versions import EarlierVersions

MIN_COMPRESSED_BYTES = 1000
# Levels above make files hardly smaller, and take three times as long.
COMPRESSION_LEVEL = 6
# The pieces of an export are compressed beside the event loop, which answers others meanwhile.
MIN_BYTES_FOR_THREAD = 1 << 15
# What is compressed already.
ARCHIVES = tuple(each.media_type for each in FORMATS if each.media_type.endswith("zip"))


def create_app(settings: Settings | None = None, knowledge_graph: KnowledgeGraph | None = None) -> FastAPI:
    """Return the application over a graph, or over the dataset that the settings name.

    Raises:
        DatasetError: the dataset, or an earlier version, cannot be used; the error carries every problem.
        SnapshotError: it is a file, and no snapshot that can be trusted.
        InvalidSetting: an environment variable holds what its setting cannot take.
    """
    settings = settings or load_settings()
    graph = knowledge_graph or kgraph.open(settings.data)
    # Opened now, so that whoever starts the service learns what cannot be used.
    earlier = EarlierVersions(graph.store, [kgraph.open(path).store for path in settings.previous])
    app = FastAPIOffline(
        redoc_url=None,  # api/routes/pages.py has its own, which loads nothing from outside
        title="kgraph",
        version=kgraph.__version__,
        summary="What connects A to B, who says so, where, when, and how sure are they?",
        description=DESCRIPTION,
        openapi_tags=TAGS,
        generate_unique_id_function=lambda route: route.name,
        redirect_slashes=False,
        # Show what the members of an answer mean, rather than an answer full of "string".
        swagger_ui_parameters={"defaultModelRendering": "model", "showExtensions": False},
    )
    app.state.knowledge_graph = graph
    app.state.earlier_versions = earlier
    for router in ROUTERS:
        app.include_router(router)
    app.openapi = lambda: build_openapi(app, graph)  # type: ignore[method-assign]
    install_problem_handlers(app)
    # The last one added is the outermost.
    app.add_middleware(
        NegotiatedGzip,
        minimum_size=MIN_COMPRESSED_BYTES,
        compresslevel=COMPRESSION_LEVEL,
        thread_minimum_size=MIN_BYTES_FOR_THREAD,
        exclude_content_types=(*DEFAULT_EXCLUDED_CONTENT_TYPES, *ARCHIVES),
    )
    app.add_middleware(ConditionalGet, versions=" ".join([graph.version, *earlier.versions, kgraph.__version__]))
    app.add_middleware(UrlLimit)
    app.add_middleware(HeadAsGet)
    app.add_middleware(RequestLog, log_queries=settings.log_queries)
    # Outermost, so that pages of other origins can read what went wrong, too.
    app.add_middleware(CrossOrigin, origins=settings.cors_origins)
    return app
