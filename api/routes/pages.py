"""`/`: what a person sees who types no more than the address; and `/redoc`, which asks nobody else for anything."""

from functools import cache
from importlib.resources import files

from fastapi import APIRouter, Request, Response
from fastapi.openapi.docs import get_redoc_html
from fastapi.responses import RedirectResponse

from api.addresses import build_address

router = APIRouter(include_in_schema=False)

# The one address outside that ReDoc's script asks for: the logo of its makers. tests/api/test_pages.py watches.
_LOGO = b"https://cdn.redoc.ly/redoc/logo-mini.svg"
_FAVICON = "/static-offline-docs/favicon.png"


@router.get("/")
def get_start(request: Request) -> Response:
    """Send people to the documentation of the API, where every call can be tried."""
    return RedirectResponse(build_address(request.scope, "/docs"), 307)


@router.get("/redoc")
def get_redoc(request: Request) -> Response:
    """Return the reference to be read, as one page."""
    return get_redoc_html(
        openapi_url=build_address(request.scope, "/openapi.json"),
        title="kgraph: reference of the API",
        redoc_js_url=build_address(request.scope, "/redoc.js"),
        redoc_favicon_url=build_address(request.scope, _FAVICON),
        with_google_fonts=False,
    )


@router.get("/redoc.js")
def get_redoc_script(request: Request) -> Response:
    """Return ReDoc's script, with an own picture in the place of a remote one."""
    script = _read_redoc().replace(_LOGO, build_address(request.scope, _FAVICON).encode())
    return Response(script, media_type="text/javascript", headers={"Cache-Control": "max-age=3600"})


@cache
def _read_redoc() -> bytes:
    return (files("fastapi_offline") / "static" / "redoc.standalone.js").read_bytes()
