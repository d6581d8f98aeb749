"""What can go wrong between a newcomer and a unit."""


class HandoffError(Exception):
    """A case cannot do what was asked of it."""


class NoConsent(HandoffError):
    """The newcomer did not say yes to this."""


class NotYours(HandoffError):
    """The case is not one of this staff member's unit."""


class TransitionRefused(HandoffError):
    """A case cannot go from this owner to that one."""

    def __init__(self, owner: str, wanted: str) -> None:
        super().__init__(f"{owner} -> {wanted}")
        self.owner = owner
        self.wanted = wanted


class ClaimedByOther(HandoffError):
    """Another staff member of the unit holds the case."""


class CaseOver(HandoffError):
    """The case is closed or erased and takes no file."""


class CaseFull(HandoffError):
    """The case holds as many files as a case may hold."""


class EventKept(HandoffError):
    """What happened to a case is not changed and not taken away afterwards."""


class ConsentKept(HandoffError):
    """What a newcomer said yes to is not changed afterwards."""


class RoleRefused(HandoffError):
    """A staff member cannot have this role or this unit."""
