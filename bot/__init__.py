"""Faces newcomers, in Telegram and on the web, and staff members in their groups.

Transports store updates; `conversation` decides what is said, knowing none of them; couriers say it.
"""

from bot.privacy import JOBS, erase, export

__all__ = ["JOBS", "erase", "export"]
