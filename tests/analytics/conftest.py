from tests.people import *  # noqa: F403 - the people of every endpoint's tests
