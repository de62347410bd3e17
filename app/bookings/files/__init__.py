"""Files with which clients answer questions: sent first, then named by the booking that takes them."""
