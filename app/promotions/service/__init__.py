"""What can be done with promo codes, a use case a module."""
