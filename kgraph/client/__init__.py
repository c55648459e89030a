"""The questions of `kgraph.open`, asked of a running service over REST: what `kgraph.connect` returns.

`methods` says which path answers which method, `questions` how one is asked, `parameters` how its arguments stand in
a URL, `exchange` what is sent and sent again, `reading` what becomes of the answer, `problems` what of an error.
All of it is written once, as steps that `RemoteGraph` takes one after the other and `AsyncRemoteGraph` waits for.
"""

from kgraph.client.asynchronous import AsyncRemoteGraph, connect_async
from kgraph.client.remote import RemoteGraph, connect
from kgraph.knowledge_graph import KnowledgeGraph

# What answers at once, whether it reads files or asks a service: the same methods, the same answers.
AnyGraph = KnowledgeGraph | RemoteGraph

__all__ = ["AnyGraph", "AsyncRemoteGraph", "RemoteGraph", "connect", "connect_async"]
