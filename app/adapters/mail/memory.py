"""A letter box in memory, for tests."""

from app.ports.mail import Letter, Receipt


class MemoryMail:
    def __init__(self) -> None:
        self.letters: list[Letter] = []

    def send(self, letter: Letter) -> Receipt:
        self.letters.append(letter)
        return Receipt(f"<{letter.key}@memory>")
