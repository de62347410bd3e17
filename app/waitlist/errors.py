"""Refusals of the waitlist, with the codes that clients read."""

from app.kernel.errors import Conflict


class TimesFree(Conflict):
    code = "TIMES_FREE"
    message = "There are free times as you wish: book one of them."


class TooManyWishes(Conflict):
    code = "TOO_MANY_WISHES"
    message = "You wait for as many things as one may: withdraw one of them."


class AlreadyWaiting(Conflict):
    code = "ALREADY_WAITING"
    message = "You wait already for this booking to be moved earlier."
