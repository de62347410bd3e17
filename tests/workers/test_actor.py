import pytest

from app.kernel.tasks import CATALOGUE
from workers.actor import ACTORS, actor
from workers.boot import load_actors


def test_an_actor_for_unknown_work_is_an_error_at_import() -> None:
    with pytest.raises(KeyError):
        actor("bookings.juggle")


def test_one_kind_of_work_has_one_actor() -> None:
    load_actors()

    with pytest.raises(ValueError, match="has an actor already"):
        actor("operations.clean")(lambda: None)


def test_every_kind_of_work_in_the_catalogue_has_an_actor() -> None:
    load_actors()

    assert {kind.name for kind in CATALOGUE} - set(ACTORS) == set()
