"""The payouts port over Stripe Connect: Express accounts, which Stripe itself looks after."""

from uuid import uuid4

import stripe

from app.adapters.payments.stripe.client import Access, connect, keyed
from app.adapters.payments.stripe.errors import translated
from app.kernel.errors import PermanentError
from app.ports.payouts import Payee, PayeeState

_ACCOUNT = "acct_"


class StripePayouts:
    name = "stripe"

    def __init__(self, access: Access) -> None:
        self._stripe = connect(access)

    def open_account(self, provider_id: int, *, key: str) -> Payee:
        """The site pays Stripe's fees and bears losses: it is the merchant whom clients pay."""
        with translated():
            made = keyed(
                lambda options: self._stripe.v1.accounts.create(
                    {
                        "controller": {
                            "fees": {"payer": "application"},
                            "losses": {"payments": "application"},
                            "stripe_dashboard": {"type": "express"},
                        },
                        "capabilities": {"transfers": {"requested": True}},
                        "metadata": {"provider_id": str(provider_id)},
                    },
                    options,
                ),
                key,
            )
        return _payee(made)

    def onboarding(self, reference: str, *, return_url: str, refresh_url: str) -> str:
        with translated():
            link = self._stripe.v1.account_links.create(
                {
                    "account": reference,
                    "type": "account_onboarding",
                    "return_url": return_url,
                    "refresh_url": refresh_url,
                },
                {"idempotency_key": uuid4().hex},  # each link is for one visit: a repeat is another one
            )
        return link.url

    def fetch(self, reference: str) -> Payee:
        with translated():
            return _payee(self._stripe.v1.accounts.retrieve(reference))

    def owns(self, reference: str) -> bool:
        return reference.startswith(_ACCOUNT)


def _payee(account: stripe.Account) -> Payee:
    told = account.to_dict()
    provider = (told.get("metadata") or {}).get("provider_id", "")
    if not provider.isdecimal():
        raise PermanentError("Stripe: an account that is not one of our providers'")
    return Payee(reference=account.id, provider_id=int(provider), state=_state(told))


def _state(told: dict[str, object]) -> PayeeState:
    capabilities = told.get("capabilities")
    if isinstance(capabilities, dict) and capabilities.get("transfers") == "active":
        return PayeeState.READY
    return PayeeState.BLOCKED if told.get("details_submitted") else PayeeState.PENDING
