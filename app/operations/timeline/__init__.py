"""Everything that was owed and done for one booking, in one list."""
