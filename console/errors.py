"""What can go wrong at the desk itself; what goes wrong with a case is `handoff.errors`."""


class ConsoleError(Exception):
    """The desk cannot do what was asked of it."""


class SealBroken(ConsoleError):
    """A value that the desk gave out came back changed, or was sealed with another key."""


class EnrolmentOver(ConsoleError):
    """The enrolment link is unknown, was used, or is too old."""


class SignInRefused(ConsoleError):
    """Name, password and code do not go together. Which of them is wrong, nobody learns."""


class SlowDown(ConsoleError):
    """Too many failed attempts; the next one counts only after a while."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"{seconds} s")
        self.seconds = seconds


class SignedOut(ConsoleError):
    """There is no session, or it ended."""


class Forbidden(ConsoleError):
    """The request does not come from a page of this session, or the role does not allow it."""
