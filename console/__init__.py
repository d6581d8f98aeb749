"""The desk: web pages for staff members and administrators.

It owns web sessions and factors and nothing else; cases, messages and units are `handoff`'s. `create_console` gives
an application to mount at `/desk`.
"""

from console.application import create_console
from console.enrolments import create_enrolment
from console.parts import ConsoleParts
from console.privacy import JOBS, erase, export
from console.reset import disable_access, reset_access

__all__ = [
    "JOBS",
    "ConsoleParts",
    "create_console",
    "create_enrolment",
    "disable_access",
    "erase",
    "export",
    "reset_access",
]
