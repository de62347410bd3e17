class LaunchError(Exception):
    """Something could not be started; the text is for the person at the terminal."""


class ComponentMissingError(LaunchError):
    """A server program is nowhere to be found; the text says what would help."""
