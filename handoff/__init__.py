"""From a newcomer's question to a person's answer: consents, cases, units, staff members, and the wall between them."""

from handoff.privacy import JOBS, erase, export

__all__ = ["JOBS", "erase", "export"]
