"""The forty who book, and the one who minds the house."""

from dataclasses import dataclass

PASSWORD = "password123"  # noqa: S105 - of the demo world alone, documented; production refuses to make it


@dataclass(frozen=True, slots=True)
class Person:
    first_name: str
    last_name: str
    timezone: str
    email: str


ADMIN = Person("Avery", "Admin", "UTC", "admin@example.com")

# Cleo books nothing: whoever is signed in as her must see nothing of the others.
_CLIENTS = """
Ben Carter Europe/London ben
Cleo Dubois Europe/Paris cleo
Casey Client America/Los_Angeles client
Amara Nwosu Europe/London
Bruno Silva America/Sao_Paulo
Chiara Conti Europe/Rome
Daniel Novak Europe/Prague
Elif Yilmaz Europe/Istanbul
Farid Rahimi Europe/Berlin
Greta Lindqvist Europe/Stockholm
Hana Suzuki Asia/Tokyo
Ivan Petrov Europe/Sofia
Jasmine Patel Asia/Kolkata
Kofi Mensah Africa/Accra
Lucia Fernandez Europe/Madrid
Mateo Garcia America/Mexico_City
Nadia Benali Africa/Casablanca
Oliver Hughes Europe/London
Paula Schmidt Europe/Berlin
Quentin Moreau Europe/Paris
Rosa Alvarez America/New_York
Samuel Cohen America/New_York
Tara Murphy Europe/Dublin
Umar Sheikh Asia/Karachi
Vera Ivanova Europe/Riga
William Turner Europe/London
Ximena Rojas America/Santiago
Yusuf Demir Europe/Berlin
Zoe Papadopoulos Europe/Athens
Aiko Yamamoto Asia/Tokyo
Bjorn Hansen Europe/Oslo
Carmen Ortiz America/New_York
Dmitri Volkov Europe/Vienna
Emma Wilson Australia/Sydney
Finn Mueller Europe/Berlin
Georgia Brown Australia/Melbourne
Henry Clark America/Chicago
Isla MacDonald Europe/London
Jack Thompson Australia/Sydney
Kamala Rao Asia/Kathmandu
"""


def _client(line: str) -> Person:
    first, last, zone, *login = line.split()
    return Person(first, last, zone, f"{login[0] if login else f'{first}.{last}'.lower()}@example.com")


CLIENTS = tuple(map(_client, _CLIENTS.strip().splitlines()))
