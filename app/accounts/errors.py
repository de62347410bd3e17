"""Refusals of this feature."""

from app.kernel.errors import Forbidden, Refusal, Unauthenticated


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


class AccountSuspended(Forbidden):
    """Told only to somebody who knows the password."""

    code = "ACCOUNT_SUSPENDED"
    message = "This account is suspended: write to the people who run this site."


class SecondFactorNeeded(Unauthenticated):
    """Told only to somebody who knows the password."""

    code = "TWO_FACTOR_REQUIRED"
    message = "Send the code of your authenticator app, or a recovery code, as `code`."


class WrongCode(Unauthenticated):
    code = "WRONG_CODE"
    message = "This code is wrong, was used before, or is too old."
