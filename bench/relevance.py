"""Sixty queries with judgements set by hand: 3 is what was meant, 1 is what would do. NDCG@10."""

import math
from collections.abc import Callable, Sequence

# What somebody writes, and how well each trade answers it.
JUDGED: tuple[tuple[str, dict[str, int]], ...] = (
    ("barber", {"barber": 3}),
    ("barbre", {"barber": 3}),
    ("haircut", {"barber": 3}),
    ("hairdresser", {"barber": 3}),
    ("beard trim", {"barber": 3}),
    ("friseur", {"barber": 3}),
    ("piano", {"piano_teacher": 3}),
    ("pinao", {"piano_teacher": 3}),
    ("piano lessons", {"piano_teacher": 3}),
    ("piano teacher", {"piano_teacher": 3}),
    ("klavier", {"piano_teacher": 3}),
    ("sonatas", {"piano_teacher": 3}),
    ("guitar", {"guitar_teacher": 3}),
    ("guitr", {"guitar_teacher": 3}),
    ("guitar lesson", {"guitar_teacher": 3}),
    ("blues chords", {"guitar_teacher": 3}),
    ("music teacher", {"piano_teacher": 3, "guitar_teacher": 3}),
    ("teacher", {"piano_teacher": 3, "guitar_teacher": 3, "language_tutor": 3, "math_tutor": 3}),
    ("yoga", {"yoga": 3}),
    ("yogga", {"yoga": 3}),
    ("vinyasa", {"yoga": 3}),
    ("physio", {"physiotherapist": 3}),
    ("physiotherapy", {"physiotherapist": 3}),
    ("physotherapist", {"physiotherapist": 3}),
    ("back pain", {"physiotherapist": 3, "massage": 1}),
    ("dentist", {"dentist": 3}),
    ("dental", {"dentist": 3}),
    ("zahnarzt", {"dentist": 3}),
    ("teeth cleaning", {"dentist": 3}),
    ("language tutor", {"language_tutor": 3}),
    ("langauge tutor", {"language_tutor": 3}),
    ("grammar", {"language_tutor": 3}),
    ("conversation", {"language_tutor": 3}),
    ("maths", {"math_tutor": 3}),
    ("mathematik", {"math_tutor": 3}),
    ("algebra", {"math_tutor": 3}),
    ("calclus", {"math_tutor": 3}),
    ("photographer", {"photographer": 3}),
    ("wedding photographer", {"photographer": 3}),
    ("fotograf", {"photographer": 3}),
    ("portraits", {"photographer": 3}),
    ("lawyer", {"lawyer": 3}),
    ("attorney", {"lawyer": 3}),
    ("contract law", {"lawyer": 3}),
    ("accountant", {"accountant": 3}),
    ("tax return", {"accountant": 3}),
    ("acountant", {"accountant": 3}),
    ("massage", {"massage": 3}),
    ("deep tissue", {"massage": 3}),
    ("personal trainer", {"personal_trainer": 3, "career_coach": 1}),
    ("career coaching", {"career_coach": 3}),
    ("plumber", {"plumber": 3}),
    ("klempner", {"plumber": 3}),
    ("leaks", {"plumber": 3}),
    ("electrician berlin", {"electrician": 3}),
    ("vet", {"veterinarian": 3}),
    ("dog walker", {"dog_walker": 3}),
    ("dogs", {"dog_walker": 3, "veterinarian": 3}),
    ("bridal makeup", {"makeup_artist": 3}),
    ("cooking class", {"cook": 3}),
)
DEPTH = 10

Ask = Callable[[str], Sequence[str]]


def judged(ask: Ask) -> dict[str, float]:
    """`ask` gives the trades of the first hits of a query, in their order."""
    scores, silent = [], 0
    for query, grades in JUDGED:
        trades = ask(query)[:DEPTH]
        silent += not trades
        scores.append(_gain([grades.get(trade, 0) for trade in trades]) / _gain([3] * DEPTH))
    return {
        "ndcg_at_10": round(sum(scores) / len(scores), 3),
        "zero_result_rate": round(silent / len(JUDGED), 3),
    }


def _gain(grades: Sequence[int]) -> float:
    """Every query has more than ten providers of the highest grade, so ten of them are ideal."""
    return math.fsum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))
