"""A process that makes steps for another one (see `apart`)."""

import os
import signal
import sys

from connectors.demo.apart import answer

for number in (signal.SIGINT, signal.SIGTERM):  # sent to all at once; whoever asked for steps decides
    signal.signal(number, signal.SIG_IGN)
try:
    answer(sys.stdin.buffer, sys.stdout.buffer)
except BrokenPipeError:
    os._exit(0)
