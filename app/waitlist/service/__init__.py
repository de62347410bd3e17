"""What can be done with the waitlist, a use case a module."""
