"""The exit statuses, by which a script tells what happened."""

FOUND = 0
NOTHING_FOUND = 1
BAD_INPUT = 2
# A server cannot be reached, or cannot be started.
UNREACHABLE = 3
INTERRUPTED = 130
# What a shell reports of a process that a closed pipe ended (128 + SIGPIPE).
BROKEN_PIPE = 141
# And of one that was asked to terminate (128 + SIGTERM).
TERMINATED = 143
