"""Refusals of swaps, with the codes that clients read."""

from app.kernel.errors import Conflict


class NothingToSwap(Conflict):
    """The same for a time that is free, of another length or not to be had: nobody learns whose it is."""

    code = "NOTHING_TO_SWAP"
    message = "Nobody has this time who could exchange it with yours."


class AlreadyProposed(Conflict):
    code = "ALREADY_PROPOSED"
    message = "One of the two bookings is being exchanged already."


class SwapEnded(Conflict):
    code = "SWAP_ENDED"
    message = "This proposal has ended, or one of the bookings has changed."
