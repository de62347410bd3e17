"""Every SELECT of this feature, each scoped by its owner where a person asks."""
