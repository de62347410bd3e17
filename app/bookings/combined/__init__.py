"""Several services back to back in one booking: a cut, a wash and a shave."""
