"""How the imitation says no, in Stripe's shape."""


class Refused(Exception):  # noqa: N818 - an answer, not an error of ours
    """`kept`: the endpoint had begun to work, so the answer stands under the idempotency key."""

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        kind: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
        kept: bool = True,
    ) -> None:
        super().__init__(message)
        facts = {"message": message, "type": kind, "code": code, "param": param}
        self.status = status
        self.kept = kept
        self.body = {"error": {name: value for name, value in facts.items() if value is not None}}


def missing(kind: str, reference: str) -> Refused:
    return Refused(f"No such {kind}: '{reference}'", status=404, code="resource_missing", param="id")


def unexpected_state(message: str) -> Refused:
    return Refused(message, code="payment_intent_unexpected_state")


def malformed(message: str, param: str | None = None) -> Refused:
    return Refused(message, code="parameter_invalid", param=param, kept=False)
