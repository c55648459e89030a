"""A service that is asked with the methods of `KnowledgeGraph`, each of which returns when it is answered."""

from __future__ import annotations

import time
import weakref
from collections.abc import Iterator, Mapping
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

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

if TYPE_CHECKING:
    import networkx as nx

T = TypeVar("T")


class RemoteGraph(RemoteMethods):
    """A dataset that a service serves, to be asked as `KnowledgeGraph` is: same methods, same answers, same errors.

    It may be used by several threads. It is closed by `close`, at the end of a `with`, or when it is no longer used.
    """

    def __init__(
        self,
        url: str,
        *,
        timeout: float = DEFAULT_TIMEOUT,
        retries: int = DEFAULT_RETRIES,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Take the address of a service; see `connect`."""
        self.url = check_url(url)
        self.retries = check_retries(retries)
        self._graph: nx.MultiDiGraph[str] | None = None
        options = build_options(timeout, headers, partial(check_origin, self.url))
        with telling_of_environment(self.url):
            self._client = httpx2.Client(**options)
        # A script that does not close it leaves no connection behind either.
        weakref.finalize(self, self._client.close)

    @property
    def version(self) -> str:
        """The version of the dataset that the last answer was of; a service may serve another one tomorrow."""
        return self.seen_version or self.dataset().version

    @property
    def graph(self) -> nx.MultiDiGraph[str]:
        """The read-only NetworkX graph of the affirmed claims, as `KnowledgeGraph.graph` is; asked for once."""
        from kgraph.graph import freeze

        if self._graph is None or self._graph.graph["dataset_version"] != self.dataset().version:
            self._graph = freeze(self.to_networkx())
        return self._graph

    def take(self, steps: Steps[T]) -> T:
        """Take the steps to an answer, one after the other, and return it."""
        try:
            step = next(steps)
            while True:
                try:
                    taken = self._take(step)
                except httpx2.HTTPError as error:
                    step = steps.throw(error)
                else:
                    step = steps.send(taken)
        except StopIteration as end:
            answer: T = end.value
            return answer

    def _take(self, step: Request | Pause | Download) -> Any:
        if isinstance(step, Pause):
            return time.sleep(step.seconds)
        if isinstance(step, Download):
            return partial(self._stream, step)
        return to_reply(self._client.send(build_request(self._client, self.url, step)))

    def _stream(self, download: Download) -> Iterator[bytes]:
        """Yield the bytes of a file while they come. They are asked for once."""
        try:
            response = self._client.send(build_request(self._client, self.url, download.request), stream=True)
            try:
                if response.is_error:
                    response.read()
                    raise_reply(to_reply(response))
                check_version(download, self.url, response.headers)
                yield from response.iter_bytes(CHUNK_BYTES)
            finally:
                response.close()
        except httpx2.HTTPError as error:
            raise describe_failure(self.url, error) from error

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close the connections."""
        self.close()

    def __repr__(self) -> str:
        return f"kgraph.connect({self.url!r})"


def connect(
    url: str,
    *,
    timeout: float = DEFAULT_TIMEOUT,
    retries: int = DEFAULT_RETRIES,
    headers: Mapping[str, str] | None = None,
) -> RemoteGraph:
    """Ask a service that serves a dataset, with the methods that `kgraph.open` gives.

    Nothing is sent before the first question. `timeout`: for how many seconds an answer may keep silent; a connection
    must be there within five. `retries`: how often a question is asked again if the connection fails or the service is
    not ready, 0 to 10, each time after a longer pause, or when the service says; one that took too long is not.
    `headers` are sent with every question, such as an authorisation.

    Every method raises what that of `KnowledgeGraph` raises, with what the service said of it in `problem`; and
    `ServiceError` where the service cannot be reached or fails.

    Raises:
        InvalidParameter: `url` is no address, or another value cannot be used.
    """
    return RemoteGraph(url, timeout=timeout, retries=retries, headers=headers)
