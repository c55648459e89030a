"""The Model Context Protocol: the questions as tools of a language model, every fact with its citation.

`questions` lists the tools, `server` answers by them, `transports` puts the server on stdio or HTTP. Only `kgraph mcp`
imports what is in here, since the protocol's library is large.
"""
