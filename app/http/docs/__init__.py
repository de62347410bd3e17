"""What the OpenAPI document says beside the routes' own words, and the pages on which people read it."""
