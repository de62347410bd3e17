"""The secrets that the sandbox company shares with this site, each for one purpose."""

from app.kernel import signing
from app.ports.site import Site


def webhook_key(site: Site) -> bytes:
    return signing.key_for(site.secret, "sandbox-webhook")


def form_token(site: Site, reference: str) -> str:
    """Proves that a form came from our own page of this checkout."""
    return signing.signature(signing.key_for(site.secret, "sandbox-form"), reference)


def genuine_form(site: Site, reference: str, token: str) -> bool:
    return signing.genuine(signing.key_for(site.secret, "sandbox-form"), reference, token)
