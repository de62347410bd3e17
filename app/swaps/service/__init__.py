"""What can be done with swaps, a use case a module."""
