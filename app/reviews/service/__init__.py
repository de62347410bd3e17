"""Use cases of reviews. The caller's edge owns the transaction."""
