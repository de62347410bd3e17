"""Refusals around providers and what they offer, with the codes that clients read."""

from app.kernel.errors import Conflict


class StillNeeded(Conflict):
    code = "STILL_NEEDED"
    message = "Offerings need it: take it out of their needs first."


class AlreadyHost(Conflict):
    code = "ALREADY_HOST"
    message = "This provider serves the offering, or was asked to."
