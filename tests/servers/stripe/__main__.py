"""`python -m tests.servers.stripe http://127.0.0.1:8000` is a Stripe to try the site with, until Ctrl-C.

It prints the settings under which the site speaks to it; its webhooks go to the address that was given.
"""

import contextlib
import json
import sys
import threading

from tests.servers.stripe.company import SECRET_KEY, WEBHOOK_SECRET
from tests.servers.stripe.server import stripe_server


def main() -> None:
    site = sys.argv[1].rstrip("/")
    with stripe_server(webhooks_to=f"{site}/v1/webhooks/stripe") as imitation:
        settings = {
            "BOOKMYTIME_PAYMENTS": "stripe",
            "BOOKMYTIME_STRIPE_URL": imitation.site,
            "STRIPE_SECRET_KEY": SECRET_KEY,
            "STRIPE_WEBHOOK_SECRETS": f"'{json.dumps([WEBHOOK_SECRET])}'",
        }
        for name, value in settings.items():
            sys.stdout.write(f"export {name}={value}\n")
        sys.stdout.flush()
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()


if __name__ == "__main__":
    main()
