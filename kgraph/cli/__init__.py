"""The command line: a command per question, in the same words as REST and Python.

`catalogue` lists the commands; each is a function in the module it names, loaded when it is called. A new
command is a line there, a function, and a section of docs/command-line.md.
"""

import sys

try:
    from kgraph.cli.app import app, main
except KeyboardInterrupt:
    # Loading takes a moment, in which there is no `main` yet that ends ctrl-C quietly.
    from kgraph.cli.statuses import INTERRUPTED

    sys.exit(INTERRUPTED)

__all__ = ["app", "main"]
