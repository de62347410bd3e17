"""Search by PostgreSQL alone, or by OpenSearch with PostgreSQL behind it."""
