"""Use cases of hours and time off. The caller's edge owns the transaction."""
