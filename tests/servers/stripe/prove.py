"""`python -m tests.servers.stripe.prove http://127.0.0.1:12111` asks stripe-mock what we asked the imitation.

    go install github.com/stripe/stripe-mock@v0.203.0 && stripe-mock -http-addr 127.0.0.1:12111

stripe-mock keeps nothing, but it checks each request by Stripe's whole OpenAPI document. Every call that our
adapter makes is made at the imitation first, then again, word for word, at stripe-mock.
"""

import sys
from urllib.parse import urlencode

from urllib3 import PoolManager

from app.adapters.payments.stripe import Access
from tests.contracts.companies import a_key
from tests.servers.stripe.books import Call
from tests.servers.stripe.company import SECRET_KEY, WEBHOOK_SECRET, Imitation
from tests.servers.stripe.server import stripe_server
from tests.servers.stripe.story import tell

Words = list[tuple[str, str]]


def main() -> int:
    """The number of calls that stripe-mock refused."""
    with stripe_server() as imitation:
        access = Access(secret_key=SECRET_KEY, webhook_secrets=(WEBHOOK_SECRET,), url=imitation.site)
        tell(access, imitation, a_key)
        return sum(_refused(call, sys.argv[1]) for call in _each_kind(imitation))


def _each_kind(imitation: Imitation) -> list[Call]:
    """Calls that differ in more than their values."""
    found = {(call.method, _place(call.path), *_names(call)): call for call in imitation.books.calls}
    return list(found.values())


def _refused(call: Call, mock: str) -> bool:
    words = urlencode(flat(call.parameters))
    address, body = (
        (mock + call.path, words) if call.method == "POST" else (f"{mock}{call.path}?{words}", None)
    )
    headers = {"Authorization": f"Bearer {SECRET_KEY}", "Content-Type": "application/x-www-form-urlencoded"}
    with PoolManager(retries=False) as pool:
        answer = pool.request(call.method, address, body=body, headers=headers)
        sys.stdout.write(f"{answer.status} {call.method:4} {_place(call.path)} {' '.join(_names(call))}\n")
        if answer.status != 200:
            sys.stdout.write(f"    {answer.data.decode()[:600]}\n")
        return answer.status != 200


def flat(parameters: object, name: str = "") -> Words:
    """Nested dictionaries as a form: `line_items[0][quantity]`."""
    if not isinstance(parameters, dict):
        return [(name, str(parameters))]
    return [
        pair for key, part in parameters.items() for pair in flat(part, f"{name}[{key}]" if name else key)
    ]


def _names(call: Call) -> list[str]:
    return [name for name, _ in flat(call.parameters)]


def _place(path: str) -> str:
    return "/".join(
        "…" if "_" in step and any(sign.isdigit() for sign in step) else step for step in path.split("/")
    )


if __name__ == "__main__":
    sys.exit(main())
