"""Logs: one JSON object a line on standard error, ids and numbers, never what people wrote."""

import logging
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog

log = structlog.get_logger()


def _without_words(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Ids and numbers pass; a longer text can only be somebody's words, and those never reach a log."""
    return {
        key: value if key in ("event", "level", "timestamp") or not isinstance(value, str) or len(value) <= 60 else "…"
        for key, value in event.items()
    }


class _LibraryLogs(logging.Handler):
    """Messages of libraries without their arguments, which may hold what people wrote."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else None
        log.log(record.levelno, "library", library=record.name, line=record.lineno, error=error)


def start_logging(level: str) -> None:
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_words,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.basicConfig(level=logging.WARNING, handlers=[_LibraryLogs()], force=True)
