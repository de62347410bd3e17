"""Aggregating SELECTs, each over one provider or over the whole site."""
