"""A service that is asked with the methods of `KnowledgeGraph`, each of which is to be awaited."""

from __future__ import annotations

import asyncio
import tempfile
import weakref
from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import IO, Any, Self, TypeVar

import httpx2

from kgraph.client.address import (
    CHUNK_BYTES,
    DEFAULT_RETRIES,
    DEFAULT_TIMEOUT,
    build_options,
    build_request,
    check_origin,
    check_retries,
    check_url,
    telling_of_environment,
    to_reply,
)
from kgraph.client.exchange import Download, Pause, Request, Steps, check_version, describe_failure, raise_reply
from kgraph.client.methods import RemoteMethods

T = TypeVar("T")
# A file of more bytes is kept on the disk.
MAX_BYTES_IN_MEMORY = 16_000_000


class AsyncRemoteGraph(RemoteMethods):
    """A dataset that a service serves, to be asked as `KnowledgeGraph` is, but that every method is to be awaited.

    An answer is read on by `await answer.anext_page()` or `async for item in answer.aiter_all()`. An export, or a
    bibliography, has been read whole when it is there; a large one lies in a temporary file. It is closed by `aclose`,
    or at the end of an `async with`.
    """

    def __init__(
        self,
        url: str,
        *,
        timeout: float = DEFAULT_TIMEOUT,
        retries: int = DEFAULT_RETRIES,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Take the address of a service; see `connect_async`."""
        self.url = check_url(url)
        self.retries = check_retries(retries)
        options = build_options(timeout, headers, self._check_origin)
        with telling_of_environment(self.url):
            self._client = httpx2.AsyncClient(**options)

    async def _check_origin(self, request: httpx2.Request) -> None:
        check_origin(self.url, request)

    async def take(self, steps: Steps[T]) -> T:
        """Take the steps to an answer, one after the other, and return it."""
        try:
            step = next(steps)
            while True:
                try:
                    taken = await self._take(step)
                except httpx2.HTTPError as error:
                    step = steps.throw(error)
                else:
                    step = steps.send(taken)
        except StopIteration as end:
            answer: T = end.value
            return answer

    async def _take(self, step: Request | Pause | Download) -> Any:
        if isinstance(step, Pause):
            return await asyncio.sleep(step.seconds)
        if isinstance(step, Download):
            return await self._download(step)
        return to_reply(await self._client.send(build_request(self._client, self.url, step)))

    async def _download(self, download: Download) -> Callable[[], Iterator[bytes]]:
        """Read a file whole, and return what reads it again."""
        file = tempfile.SpooledTemporaryFile(MAX_BYTES_IN_MEMORY)  # noqa: SIM115 (it is closed with what reads it)
        try:
            response = await self._client.send(build_request(self._client, self.url, download.request), stream=True)
            try:
                if response.is_error:
                    await response.aread()
                    raise_reply(to_reply(response))
                check_version(download, self.url, response.headers)
                async for piece in response.aiter_bytes(CHUNK_BYTES):
                    file.write(piece)
            finally:
                await response.aclose()
        except httpx2.HTTPError as error:
            file.close()
            raise describe_failure(self.url, error) from error
        except BaseException:
            file.close()
            raise

        return _KeptFile(file).read

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def __aenter__(self) -> Self:
        """Return itself."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close the connections."""
        await self.aclose()

    def __repr__(self) -> str:
        return f"kgraph.connect_async({self.url!r})"


class _KeptFile:
    """A file that has been read whole; it is closed when nobody reads it any more."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        weakref.finalize(self, file.close)

    def read(self) -> Iterator[bytes]:
        """Yield its bytes; several may read at once."""
        place = 0
        while True:
            self._file.seek(place)
            piece = self._file.read(CHUNK_BYTES)
            if not piece:
                return
            place += len(piece)
            yield piece


def connect_async(
    url: str,
    *,
    timeout: float = DEFAULT_TIMEOUT,
    retries: int = DEFAULT_RETRIES,
    headers: Mapping[str, str] | None = None,
) -> AsyncRemoteGraph:
    """Ask a service as `connect` does, and await the answers.

    Raises:
        InvalidParameter: `url` is no address, or another value cannot be used.
    """
    return AsyncRemoteGraph(url, timeout=timeout, retries=retries, headers=headers)
