"""What a search means: pure."""
