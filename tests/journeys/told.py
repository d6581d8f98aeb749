"""What newcomers read in Telegram about their cases, in a town that tells them there and in one that has pages."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """Ids of phrases."""

    way_of_answer: str
    """Among the lines that would be passed on."""
    opened: str
    """After the yes."""
    wants: str
    """The button of somebody who wants to be written to, as much as this town does it."""
    wanted: str
    stayed: str
    """Below an answer of the bot: no unit read the message."""
    to_the_unit: str
    """The button below that."""
    alarmed: str
    """After words of danger: a unit knows that there is some."""
    waiting: str
    withdraw: str
    withdrawn: str


IN_TELEGRAM = Told(
    way_of_answer="passed-reach-telegram",
    opened="case-opened",
    wants="button-reach-write",
    wanted="reach-write",
    stayed="stayed-here",
    to_the_unit="button-also-send",
    alarmed="alarm-told",
    waiting="case-owner-waiting",
    withdraw="withdraw-ask",
    withdrawn="withdrawn",
)

ON_A_PAGE = Told(
    way_of_answer="passed-reach-page",
    opened="page-case-opened",
    wants="button-reach-news",
    wanted="page-reach-news",
    stayed="page-only-lotse",
    to_the_unit="button-page",
    alarmed="page-alarm-told",
    waiting="page-case-owner-waiting",
    withdraw="page-withdraw-ask",
    withdrawn="page-withdrawn",
)
