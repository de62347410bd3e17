"""Figures of a provider and of the site; and carrying events to where they are counted live."""
