"""Refusals of this feature."""

from app.kernel.errors import Refusal, Unauthenticated


class WrongCredentials(Unauthenticated):
    """One answer for a wrong password and for an unknown address."""

    code = "WRONG_CREDENTIALS"
    message = "The e-mail address or the password is wrong."


class SignInEnded(Unauthenticated):
    code = "SIGN_IN_ENDED"
    message = "This sign-in has ended: log in again."


class TokenNotUsable(Refusal):
    """A mailed link that was used before, is too old or never existed."""

    code = "TOKEN_NOT_USABLE"
    message = "This link was used before or is too old: ask for a new one."
