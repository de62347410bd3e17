"""What can be done with an account, one file a use case."""

from app.accounts.service.api_keys import holder_of_key, keys, make_key, revoke_key
from app.accounts.service.deletion import delete_account, deletion_guards
from app.accounts.service.devices import devices, sign_out, sign_out_others
from app.accounts.service.guests import invite_guest, open_guest, retire_guest
from app.accounts.service.one_time import PASSWORD_RESET, VERIFY_EMAIL, mint_one_time_token
from app.accounts.service.passwords import change_password, reset_password
from app.accounts.service.phones import ask_phone_code, mint_phone_code, try_phone_code
from app.accounts.service.profile import Profile, change_profile, profile, public_part
from app.accounts.service.recovery import ask_verification, recover, verify_email
from app.accounts.service.refresh import renew
from app.accounts.service.registration import register
from app.accounts.service.resealing import reseal_phones
from app.accounts.service.roles import set_role, set_role_of_another
from app.accounts.service.sign_ins import demand_signed_in, end, end_all, sign_in
from app.accounts.service.suspension import reinstate, suspend, suspension_hooks
from app.accounts.service.two_factor import disable, enable, prepare, renew_recovery_codes, standing

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
    "devices",
    "disable",
    "enable",
    "end",
    "end_all",
    "holder_of_key",
    "invite_guest",
    "keys",
    "make_key",
    "mint_one_time_token",
    "mint_phone_code",
    "open_guest",
    "prepare",
    "profile",
    "public_part",
    "recover",
    "register",
    "reinstate",
    "renew",
    "renew_recovery_codes",
    "reseal_phones",
    "reset_password",
    "retire_guest",
    "revoke_key",
    "set_role",
    "set_role_of_another",
    "sign_in",
    "sign_out",
    "sign_out_others",
    "standing",
    "suspend",
    "suspension_hooks",
    "try_phone_code",
    "verify_email",
]
