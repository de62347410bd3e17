"""What can be done with an account, one file a use case."""

from app.accounts.service.deletion import delete_account, deletion_guards
from app.accounts.service.one_time import PASSWORD_RESET, VERIFY_EMAIL, mint_one_time_token
from app.accounts.service.passwords import change_password, reset_password
from app.accounts.service.phones import ask_phone_code, mint_phone_code, try_phone_code
from app.accounts.service.profile import Profile, change_profile, profile, public_part
from app.accounts.service.recovery import ask_verification, recover, verify_email
from app.accounts.service.refresh import renew
from app.accounts.service.registration import register
from app.accounts.service.resealing import reseal_phones
from app.accounts.service.roles import set_role
from app.accounts.service.sign_ins import demand_signed_in, end, end_all, sign_in

__all__ = [
    "PASSWORD_RESET",
    "VERIFY_EMAIL",
    "Profile",
    "ask_phone_code",
    "ask_verification",
    "change_password",
    "change_profile",
    "delete_account",
    "deletion_guards",
    "demand_signed_in",
    "end",
    "end_all",
    "mint_one_time_token",
    "mint_phone_code",
    "profile",
    "public_part",
    "recover",
    "register",
    "renew",
    "reseal_phones",
    "reset_password",
    "set_role",
    "sign_in",
    "try_phone_code",
    "verify_email",
]
