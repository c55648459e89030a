"""What an ASGI server loads: the application over the dataset that the environment names."""

import gc
import logging

from api.app import create_app

# uvicorn's own access log holds query strings, and an analyst's questions are sensitive: `kgraph.access` is ours.
logging.getLogger("uvicorn.access").disabled = True

app = create_app()
# What is loaded stays until the process ends: a large answer must not wait while all of it is searched for garbage.
gc.freeze()
