"""What the pages say of each status: a title and a sentence."""

from app.payments.models import PaymentStatus

AFTER_PAYING = {
    PaymentStatus.CREATING: ("One moment", "We are waiting for the payment company to confirm your payment."),
    PaymentStatus.OPEN: ("One moment", "We are waiting for the payment company to confirm your payment."),
    PaymentStatus.PROCESSING: ("On its way", "Your payment is being processed; some methods take a while."),
    PaymentStatus.AUTHORIZED: (
        "Thank you",
        "The amount is reserved, and taken once the booking is confirmed.",
    ),
    PaymentStatus.CAPTURED: ("Thank you", "Your payment has arrived."),
    PaymentStatus.PARTIALLY_REFUNDED: ("Partly refunded", "A part of your payment has been given back."),
    PaymentStatus.REFUNDED: ("Refunded", "Your payment has been given back."),
    PaymentStatus.DISPUTED: ("Disputed", "Your bank has been asked to take this payment back."),
    PaymentStatus.LOST: ("Taken back", "Your bank has taken this payment back."),
    PaymentStatus.VOIDED: ("Closed", "This payment can no longer be made. You have not been charged."),
    PaymentStatus.FAILED: ("Not paid", "The payment did not succeed. You have not been charged."),
}
NOT_PAID = ("Not paid yet", "You have not been charged. Your time is kept for a little while.")
UNKNOWN = ("No such payment", "This link is not complete, or not ours.")
AWAY = (
    "Just a moment",
    "The payment company does not answer right now. Nothing was charged: try again soon.",
)
