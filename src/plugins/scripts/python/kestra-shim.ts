/**
 * A module `kestra` for scripts that say `from kestra import Kestra`. It stands last in the search: where the real package is
 * installed, it steps aside for it. Prints the marker lines that every script may print by hand.
 */
export const kestraShim = `"""Outputs, metrics and logs for Gitphony. Gives way to the installed package "kestra"."""
import importlib.machinery
import importlib.util
import json
import logging
import os
import sys
import time

_here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_elsewhere = [p for p in sys.path if os.path.abspath(p or os.getcwd()) != _here]
_real = importlib.machinery.PathFinder.find_spec("kestra", _elsewhere)

if _real is not None and _real.loader is not None:
    _module = importlib.util.module_from_spec(_real)
    sys.modules[__name__] = _module
    _real.loader.exec_module(_module)
else:

    def _send(content):
        sys.stdout.write("::" + json.dumps(content, default=str) + "::\\n")
        sys.stdout.flush()

    class _Handler(logging.Handler):
        def emit(self, record):
            _send({"logs": [{"level": record.levelname, "message": self.format(record)}]})

    class Kestra:
        """The part of Kestra's Python library that scripts use from inside a flow."""

        @staticmethod
        def outputs(map_):
            _send({"outputs": map_})

        @staticmethod
        def counter(name, value, tags=None):
            Kestra._metric(name, "counter", value, tags)

        @staticmethod
        def timer(name, duration, tags=None):
            if callable(duration):
                start = time.monotonic()
                duration()
                duration = time.monotonic() - start
            Kestra._metric(name, "timer", duration, tags)

        @staticmethod
        def logger():
            logger = logging.getLogger("kestra")
            if not logger.handlers:
                logger.addHandler(_Handler())
                logger.setLevel(logging.DEBUG)
                logger.propagate = False
            return logger

        @staticmethod
        def _metric(name, type_, value, tags):
            _send({"metrics": [{"name": name, "type": type_, "value": value, "tags": tags or {}}]})
`;
