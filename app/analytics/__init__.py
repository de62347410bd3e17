"""What happened, counted: for providers and for the operator."""
