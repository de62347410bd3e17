"""Reading the audit trail, and looking whether it is whole."""
