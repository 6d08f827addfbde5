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

    class _Handler(logging.Handler):
        def emit(self, record):
            Kestra.send_log(record.levelname, self.format(record))

    class Kestra:
        """The part of Kestra's Python library that scripts use from inside a flow."""

        _logger = None

        @staticmethod
        def format(map_):
            return "::" + json.dumps(map_, default=str) + "::"

        @staticmethod
        def _send(map_):
            sys.stdout.write(Kestra.format(map_) + "\\n")
            sys.stdout.flush()

        @staticmethod
        def outputs(map_):
            Kestra._send({"outputs": map_})

        @staticmethod
        def assets(map_):
            Kestra._send({"assets": map_})

        @staticmethod
        def counter(name, value, tags=None):
            Kestra._metrics(name, "counter", value, tags)

        @staticmethod
        def gauge(name, value, tags=None):
            Kestra._metrics(name, "gauge", value, tags)

        @staticmethod
        def timer(name, duration, tags=None):
            """A number of seconds, or a function to call and time."""
            if callable(duration):
                start = time.monotonic()
                duration()
                duration = time.monotonic() - start
            Kestra._metrics(name, "timer", duration, tags)

        @staticmethod
        def send_log(level, message):
            Kestra._send({"logs": [{"level": level, "message": str(message)}]})

        @staticmethod
        def logger():
            if Kestra._logger is None:
                logger = logging.getLogger("Kestra")
                logger.setLevel(logging.DEBUG)
                logger.propagate = False
                logger.addHandler(_Handler())
                Kestra._logger = logger
            return Kestra._logger

        @staticmethod
        def _metrics(name, type_, value, tags=None):
            Kestra._send({"metrics": [{"name": name, "type": type_, "value": value, "tags": tags or {}}]})

    def __getattr__(name):
        if name.startswith("_"):
            raise AttributeError(name)
        raise ImportError(
            "the module kestra that Gitphony brings has Kestra only, not " + name
            + ": for the whole package, list kestra under the task's dependencies"
        )
`;
