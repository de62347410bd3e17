"""Use cases of providers and their offerings. The caller's edge owns the transaction."""
