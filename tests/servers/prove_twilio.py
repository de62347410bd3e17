"""Our calls against Twilio's own description: `python -m tests.servers.prove_twilio URL-of-prism`."""

import sys
from collections.abc import Mapping

from app.adapters.sms.twilio import Account, TwilioSms
from app.kernel.errors import OutsideError
from app.ports.sms import Text
from tests.servers.twilio import SENDER, SID, TOKEN

REPORTS = "https://book.example/v1/message-reports/twilio"
CASES: Mapping[str, tuple[str, str]] = {
    "a text from our number": (SENDER, "Reminder: Lesson with Ada, Thu 10 Dec, 15:00."),
    "a text through a messaging service": ("MG" + "2" * 32, "Erinnerung: Gespräch mit Zoë, 10 €."),
    "a long text in Arabic": (SENDER, "تذكير: " * 60),
}


def main() -> int:
    """A line for each call; the exit code is how many were not taken."""
    wrong = 0
    for name, (sender, words) in CASES.items():
        account = Account(sid=SID, tokens=(TOKEN,), sender=sender, url=sys.argv[1])
        try:
            receipt = TwilioSms(account, report_url=REPORTS).send(
                Text(key="1.a", to="+4915112345678", text=words)
            )
            _say(f"ok      {name}: {receipt.reference}")
        except OutsideError as error:
            wrong += 1
            _say(f"FAILED  {name}: {error}")
    return wrong


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
