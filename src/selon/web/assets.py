"""Style sheets, scripts and pictures: shipped with the package, named by their content, kept by browsers for good."""

from __future__ import annotations

import hashlib
import mimetypes
from functools import cache
from importlib.resources import files

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

_FOR_GOOD = "public, max-age=31536000, immutable"
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


@cache
def _contents() -> dict[str, bytes]:
    folder = files("selon.web").joinpath("static")
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


@cache
def version() -> str:
    """The hash of all assets together: scripts name each other by the same folder."""
    digest = hashlib.sha256()
    for name, content in sorted(_contents().items()):
        digest.update(name.encode() + content)
    return digest.hexdigest()[:12]


def address(name: str) -> str:
    """Where the asset called `name` is had. Raises KeyError when there is none."""
    _contents()[name]
    return f"/assets/{version()}/{name}"


async def asset(request: Request) -> Response:
    """The asset that the address names; of an earlier version too, which is not kept then."""
    name = request.path_params["name"]
    content = _contents().get(name)
    if content is None:
        raise HTTPException(404)
    suffix = name[name.rfind(".") :]
    kind = _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    current = request.path_params["version"] == version()
    return Response(content, media_type=kind, headers={"Cache-Control": _FOR_GOOD if current else "no-cache"})
