"""A process that makes steps for another one (see `apart`)."""

import os
import signal
import sys

from connectors.demo.apart import answer

signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked decides when it is over
try:
    answer(sys.stdin.buffer, sys.stdout.buffer)
except BrokenPipeError:
    os._exit(0)
