"""What decides, without asking anybody."""
