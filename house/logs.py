"""Logs: one JSON object a line on standard error, ids and numbers, never what people wrote."""

import logging
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any, Final

import structlog

_ROOT: Final = f"{Path(__file__).parents[1]}/"

log = structlog.get_logger()


def _without_words(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Ids and numbers pass; a longer text can only be somebody's words, and those never reach a log."""
    return {
        key: value if key in ("event", "level", "timestamp") or not isinstance(value, str) or len(value) <= 60 else "…"
        for key, value in event.items()
    }


def _named_error(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """An error's class and the line of ours that it came through; never its message, which may quote people."""
    error = event.pop("exc_info", None)
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["where"] = _line_of_ours(error)
    return event


def _line_of_ours(error: BaseException) -> str | None:
    ours = [
        f"{frame.filename.removeprefix(_ROOT)}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.startswith(_ROOT) and "site-packages" not in frame.filename
    ]
    return ours[-1] if ours else None


class _LibraryLogs(logging.Handler):
    """Messages of libraries without their arguments, which may hold what people wrote."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        log.log(record.levelno, "library", library=record.name, line=record.lineno, exc_info=error)


def start_logging(level: str) -> None:
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _named_error,
            _without_words,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )
    logging.basicConfig(level=logging.WARNING, handlers=[_LibraryLogs()], force=True)
