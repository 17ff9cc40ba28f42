#!/usr/bin/env python3
"""Starts the program, its tests and its tools: `python3 run.py --help`. Needs nothing but Python 3.11."""

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - said in words before anything newer is read
    sys.exit("Python 3.11 or newer is needed; this is {}.{}.".format(*sys.version_info[:2]))
if os.name != "posix":
    sys.exit("Linux or macOS is needed; on Windows run it inside WSL.")

from launcher.verbs import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
