"""Words that people use for the same thing. Pure; every group reads both ways."""

_GROUPS = (
    ("barber", "hairdresser", "stylist", "friseur", "coiffeur", "peluquero"),
    ("tutor", "teacher", "lehrer", "professeur", "profesor"),
    ("lesson", "lessons", "class", "classes", "tuition", "unterricht", "cours", "clase"),
    ("doctor", "physician", "gp", "arzt", "medecin", "medico"),
    ("dentist", "dental", "zahnarzt", "dentiste", "dentista"),
    ("therapist", "therapy", "counselor", "counsellor", "counselling", "therapeut"),
    ("physio", "physiotherapist", "physiotherapy", "physiotherapie"),
    ("coach", "coaching", "mentor", "trainer"),
    ("lawyer", "attorney", "solicitor", "anwalt", "avocat", "abogado"),
    ("massage", "masseur", "masseuse", "bodywork"),
    ("photographer", "photography", "fotograf", "photographe", "fotografo"),
    ("plumber", "plumbing", "klempner", "plombier", "fontanero"),
    ("electrician", "elektriker", "electricien", "electricista"),
    ("vet", "veterinarian", "tierarzt", "veterinaire", "veterinario"),
    ("maths", "math", "mathematics", "mathe", "mathematik", "mathematiques", "matematicas"),
    ("english", "englisch", "anglais", "ingles"),
    ("german", "deutsch", "allemand", "aleman"),
    ("french", "franzosisch", "francais", "frances"),
    ("spanish", "spanisch", "espagnol", "espanol"),
    ("cleaner", "cleaning", "reinigung", "menage", "limpieza"),
    ("accountant", "accounting", "bookkeeper", "tax", "steuerberater", "comptable", "contable"),
    ("yoga", "pilates"),
    ("piano", "keyboard", "klavier"),
    ("haircut", "cut", "haarschnitt", "coupe", "corte"),
)
_SAME = {word: tuple(other for other in group if other != word) for group in _GROUPS for word in group}


def same_as(word: str) -> tuple[str, ...]:
    return _SAME.get(word, ())
