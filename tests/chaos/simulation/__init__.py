"""Both state machines and the ledger as a pure model: thousands of histories, no clock but its own."""
