import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.sealing import Unreadable, seal, sealed_by, unseal

NEW, OLD, FOREIGN = b"n" * 32, b"o" * 32, b"f" * 32
PLACE = "users.phone:17"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_is_sealed_can_be_read_again(text: str) -> None:
    assert unseal([NEW], seal(NEW, text, place=PLACE), place=PLACE) == text


def test_a_text_sealed_twice_never_looks_the_same() -> None:
    assert seal(NEW, "+4930123456", place=PLACE) != seal(NEW, "+4930123456", place=PLACE)


def test_what_an_earlier_key_sealed_is_still_read() -> None:
    sealed = seal(OLD, "+4930123456", place=PLACE)

    assert unseal([NEW, OLD], sealed, place=PLACE) == "+4930123456"
    assert not sealed_by(NEW, sealed)
    assert sealed_by(OLD, sealed)


def test_what_was_moved_to_another_row_does_not_open() -> None:
    with pytest.raises(Unreadable):
        unseal([NEW], seal(NEW, "+4930123456", place=PLACE), place="users.phone:18")


def test_what_a_foreign_key_sealed_does_not_open() -> None:
    with pytest.raises(Unreadable):
        unseal([NEW, OLD], seal(FOREIGN, "+4930123456", place=PLACE), place=PLACE)


@given(st.data())
def test_what_was_damaged_does_not_open(data: st.DataObject) -> None:
    sealed = bytearray(seal(NEW, "+4930123456", place=PLACE))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))

    with pytest.raises(Unreadable):
        unseal([NEW], bytes(sealed), place=PLACE)


@given(st.binary(max_size=40))
def test_noise_does_not_open(noise: bytes) -> None:
    with pytest.raises(Unreadable):
        unseal([NEW, OLD], noise, place=PLACE)
