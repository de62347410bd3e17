"""Events counted by OpenSearch, or by the database alone."""
