"""What people do: the client at the checkout, the client's bank, the merchant at Stripe's dashboard."""

from tests.servers.stripe import customers, intents, plans, refunds, setups
from tests.servers.stripe.books import Books, Thing
from tests.servers.stripe.events import Chronicle

GOOD, DECLINED, SECURE = "4242424242424242", "4000000000000002", "4000002500003155"


_NO_EVIDENCE = {
    "enhanced_eligibility": {},
    "has_evidence": False,
    "past_due": False,
    "submission_count": 0,
}


class Buttons:
    def __init__(self, books: Books, chronicle: Chronicle) -> None:
        self._books = books
        self._chronicle = chronicle

    def pay(self, reference: str, card: str = GOOD) -> bool:
        """Whether the money was authorised by it. A card of 3-D Secure waits for `authenticate`."""
        with self._books.lock:
            session = self._books.get("checkout.session", reference)
            if session["status"] != "open":
                return False
            if session["mode"] != "payment":
                return self._kept(session, card)
            intent = intents.begin(self._books, session)
            if card == SECURE:
                intent |= {"status": "requires_action", "_card": card}
                self._chronicle.tell("payment_intent.requires_action", intent)
                return False
            return self._decided(session, intent, card, good=card != DECLINED)

    def _kept(self, session: Thing, card: str) -> bool:
        """A card is entered, to be kept or to pay for a plan."""
        if card == DECLINED:
            return False
        if session["mode"] == "subscription":
            plans.begin(self._books, self._chronicle, session, card)
            return True
        setups.complete(self._books, self._chronicle, session, card)
        return True

    def authenticate(self, reference: str, *, good: bool) -> bool:
        """The client's bank asked for a proof, and got it or not."""
        with self._books.lock:
            session = self._books.get("checkout.session", reference)
            if session["status"] != "open" or session["payment_intent"] is None:
                return False
            intent = self._books.get("payment_intent", session["payment_intent"])
            return self._decided(session, intent, intent.get("_card", SECURE), good=good)

    def begin_slowly(self, reference: str) -> None:
        """The client pays by a method that needs days."""
        with self._books.lock:
            session = self._books.get("checkout.session", reference)
            intents.begin(self._books, session)["status"] = "processing"
            session |= {"status": "complete", "url": None}

    def fail_slowly(self, reference: str) -> None:
        """Days later the method gives up."""
        with self._books.lock:
            session = self._books.get("checkout.session", reference)
            self._books.get("payment_intent", session["payment_intent"])["status"] = "requires_payment_method"
            self._chronicle.tell("checkout.session.async_payment_failed", session)

    def advance(self, days: int) -> None:
        """The clock runs: what was to be renewed meanwhile is, or is not."""
        with self._books.lock:
            self._books.ahead += days * plans.DAY
            plans.pass_time(self._books, self._chronicle)

    def change_card(self, subscription: str, card: str) -> None:
        """At the portal: another card, which is charged what is due at once."""
        with self._books.lock:
            made = self._books.get("subscription", subscription)
            made["default_payment_method"] = customers.attach(self._books, made["customer"], card)["id"]
            if made["status"] == "past_due":
                made["status"] = "active"
                plans.pass_time(self._books, self._chronicle)

    def lapse(self, reference: str) -> None:
        """The authorisation has come of age, and the bank lets it go."""
        with self._books.lock:
            intent = self.intent_of(reference)
            intents.cancel(self._books, self._chronicle, intent, "automatic")

    def dispute(self, reference: str, amount: int, status: str = "needs_response") -> str:
        """The client asks their bank for the money, which takes it at once unless it only inquires."""
        with self._books.lock:
            intent = self.intent_of(reference)
            charge = self._books.get("charge", intent["latest_charge"])
            made = self._books.add(
                "dispute",
                amount=amount,
                currency=intent["currency"],
                charge=charge["id"],
                payment_intent=intent["id"],
                status=status,
                reason="general",
                balance_transactions=[],
                enhanced_eligibility_types=[],
                evidence={"enhanced_evidence": {}},
                evidence_details=_NO_EVIDENCE,
                is_charge_refundable=False,
                metadata={},
            )
            charge["disputed"] = True
            if not status.startswith("warning"):
                self._books.move("dispute", amount, intent)
            self._chronicle.tell("charge.dispute.created", made)
            return str(made["id"])

    def settle_dispute(self, dispute: str, *, won: bool) -> None:
        with self._books.lock:
            made = self._books.get("dispute", dispute)
            made["status"] = "won" if won else "lost"
            if won:
                self._books.move(
                    "won", made["amount"], self._books.get("payment_intent", made["payment_intent"])
                )
            self._chronicle.tell("charge.dispute.closed", made)

    def refund_by_hand(self, reference: str, amount: int) -> None:
        """Somebody refunds at the dashboard, where nobody knows our keys."""
        with self._books.lock:
            asked = {"payment_intent": self.intent_of(reference)["id"], "amount": amount}
            refunds.create(self._books, self._chronicle, asked)

    def fail_refund(self, refund: str) -> None:
        """The client's bank sends a refund back."""
        with self._books.lock:
            made = self._books.get("refund", refund)
            made["status"] = "failed"
            self._books.move(
                "refund", -made["amount"], self._books.get("payment_intent", made["payment_intent"])
            )
            self._chronicle.tell("refund.failed", made)

    def intent_of(self, reference: str) -> Thing:
        session = self._books.get("checkout.session", reference)
        return self._books.get("payment_intent", session["payment_intent"])

    def _decided(self, session: Thing, intent: Thing, card: str, *, good: bool) -> bool:
        if not good:
            intents.charge(
                self._books, intent, card, paid=False, status="failed", failure_code="card_declined"
            )
            intent["status"] = "requires_payment_method"
            self._chronicle.tell("payment_intent.payment_failed", intent)
            return False
        intents.charge(self._books, intent, card)
        if intent["setup_future_usage"]:
            intent["payment_method"] = customers.attach(self._books, intent["customer"], card)["id"]
        intent |= {"status": "requires_capture", "amount_capturable": intent["amount"]}
        session |= {"status": "complete", "url": None}
        self._chronicle.tell("payment_intent.amount_capturable_updated", intent)
        self._chronicle.tell("checkout.session.completed", session)
        return True
