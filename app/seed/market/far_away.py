"""Providers in Tokyo and Sydney."""

from decimal import Decimal

from app.seed.market.shop import SYDNEY, TOKYO, WEEKDAYS, Hours, Override, Shop, Thing

FAR_AWAY = (
    Shop(
        first_name="Hiroshi",
        last_name="Tanaka",
        city=TOKYO,
        street="2-11-3 Meguro",
        bio="Japanese tutor for beginners and for those who have stayed beginners too long. Kana in a week,"
        " courage in three.",
        specializations=("language_tutor", "japanese_tutor"),
        languages=("japanese", "english"),
        rate=Decimal(5000),
        meeting="ONLINE",
        things=(
            Thing("Japanese lesson", 50, Decimal(4200), "Speak first, grammar later.", after=10),
            Thing("Trial lesson", 25, Decimal(0), "Say hello.", payment="LATER"),
        ),
        hours=(Hours(WEEKDAYS, "16:00", "24:00"),),
    ),
    Shop(
        first_name="Noah",
        last_name="Williams",
        city=SYDNEY,
        street="77 King Street, Newtown",
        bio="Business consultant who works while Europe is awake. Pricing, hiring, and the talk with your"
        " co-founder that you keep putting off.",
        specializations=("business_consultant", "career_coach"),
        languages=("english",),
        rate=Decimal(120),
        meeting="ONLINE",
        things=(
            Thing("Working session", 60, Decimal(120), "With notes afterwards.", after=15),
            Thing("Deep dive", 120, Decimal(220), "With homework before.", notice=2880, after=30),
        ),
        hours=(Hours((1, 2, 3, 4), "20:00", "02:00"), Hours((5,), "10:00", "14:00")),
        overrides=(Override(10, (("22:00", "03:00"),), "Late start"),),
    ),
    Shop(
        first_name="Priya",
        last_name="Nair",
        city=SYDNEY,
        street="12 Glebe Point Road",
        bio="I review software architecture before it becomes expensive. Twenty years of other people's"
        " databases; kind words, hard questions.",
        specializations=("software_consultant", "programming_tutor"),
        languages=("english", "hindi", "malayalam"),
        rate=Decimal(160),
        meeting="ONLINE",
        things=(
            Thing("Review", 90, Decimal(240), "Send the diagram, or the lack of one.", notice=1440, after=15),
            Thing("Question hour", 60, Decimal(160), "Anything."),
        ),
        hours=(Hours((1, 3, 5), "08:00", "12:00"), Hours((1, 3, 5), "13:00", "16:00")),
    ),
)
