"""The exit statuses, by which a script tells what happened."""

FOUND = 0
NOTHING_FOUND = 1
BAD_INPUT = 2
CANNOT_LISTEN = 3
INTERRUPTED = 130
# What a shell reports of a process that a closed pipe ended (128 + SIGPIPE).
BROKEN_PIPE = 141
