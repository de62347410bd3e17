"""Providers in Berlin and New York."""

from decimal import Decimal

from app.seed.market.shop import BERLIN, NEW_YORK, WEEKDAYS, Hours, Override, Shop, Thing

GERMANY_AND_AMERICA = (
    Shop(
        first_name="Tom",
        last_name="Becker",
        city=BERLIN,
        street="Oranienstraße 14",
        bio="Barber in Kreuzberg. Scissors, razor, hot towel. Walk-ins after six, everybody else books.",
        specializations=("barber",),
        languages=("german", "english", "turkish"),
        rate=Decimal(40),
        meeting="IN_PERSON",
        things=(
            Thing("Haircut", 30, Decimal(28), "Wash, cut, finish.", step=15, notice=30, horizon=30),
            Thing("Beard", 20, Decimal(18), "Shape and hot towel.", step=10, notice=30, horizon=30),
            Thing("Cut and beard", 50, Decimal(42), "Both.", step=15, notice=30, horizon=30, payment="LATER"),
        ),
        hours=(
            Hours((2, 3, 4, 5), "10:00", "13:00"),
            Hours((2, 3, 4, 5), "14:00", "18:30"),
            Hours((6,), "09:00", "16:00"),
        ),
        free_hours=4,
        late_percent=0,
    ),
    Shop(
        first_name="Leila",
        last_name="Haddad",
        city=BERLIN,
        street="Schönhauser Allee 90",
        bio="Systemic coach for people between two jobs, two cities or two minds. German, English or Arabic.",
        specializations=("career_coach", "psychotherapist"),
        languages=("german", "english", "arabic"),
        rate=Decimal(90),
        meeting="BOTH",
        things=(
            Thing("Coaching", 60, Decimal(90), "One question, one hour.", after=15, needs_approval=True),
            Thing("Short call", 30, Decimal(45), "When it cannot wait.", payment="LATER"),
        ),
        hours=(Hours((1, 2, 4), "09:00", "13:00"), Hours((1, 2, 4), "15:00", "19:00")),
        overrides=(Override(11, (), "Supervision day"),),
    ),
    Shop(
        first_name="John",
        last_name="Smith",
        city=NEW_YORK,
        street="210 West 78th Street",
        bio="Experienced English tutor: business English, presentations, the accent you want. I have taught"
        " in four countries and on most video platforms there are.",
        specializations=("language_tutor", "business_english"),
        languages=("english", "spanish"),
        rate=Decimal(45),
        meeting="ONLINE",
        things=(
            Thing("Lesson", 60, Decimal(45), "Talk, correct, repeat."),
            Thing("Presentation coaching", 90, Decimal(65), "Bring your slides.", notice=720),
        ),
        hours=(Hours(WEEKDAYS, "08:00", "12:00"), Hours(WEEKDAYS, "14:00", "19:00")),
    ),
    Shop(
        first_name="Grace",
        last_name="Kim",
        city=NEW_YORK,
        street="350 Fifth Avenue",
        bio="Tax consultant for freelancers and for those who married one. CPA since 2011. Bring the"
        " shoebox.",
        specializations=("tax_consultant", "accountant"),
        languages=("english", "korean"),
        rate=Decimal("149.50"),
        meeting="BOTH",
        things=(
            Thing(
                "Consultation", 60, Decimal("149.50"), "One tax year, or one question.", notice=1440, after=15
            ),
            Thing("Tax return, together", 120, Decimal(280), "We file it.", notice=2880, needs_approval=True),
        ),
        hours=(Hours((1, 2, 3, 4), "09:30", "17:30"),),
        overrides=(Override(13, (("09:30", "12:00"),), "Conference in the afternoon"),),
        free_hours=48,
    ),
)
