"""Every fault at every phase of the work: real processes, held at a gate in the very moment, then struck."""
