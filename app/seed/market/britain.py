"""Providers in London and Edinburgh."""

from decimal import Decimal

from app.seed.market.shop import EDINBURGH, EVERY_DAY, LONDON, WEEKDAYS, Hours, Override, Shop, Thing

BRITAIN = (
    Shop(
        first_name="Ada",
        last_name="Okafor",
        city=LONDON,
        street="41 Judd Street",
        bio="I teach maths and programming to people who were told they have no head for it. Twelve years in"
        " schools, five at a desk of my own; we start where you are and go on until it is yours.",
        specializations=("maths_tutor", "programming_tutor"),
        languages=("english", "french"),
        rate=Decimal(45),
        meeting="ONLINE",
        things=(
            Thing("Lesson", 60, Decimal(45), "One hour, one topic, one page of exercises to keep.", after=15),
            Thing(
                "First talk", 30, Decimal(0), "We look at what you need. It costs nothing.", payment="LATER"
            ),
            Thing("Exam workshop", 120, Decimal(85), "Two hours on past papers.", after=15, notice=1440),
        ),
        hours=(
            Hours(WEEKDAYS, "09:00", "12:30"),
            Hours(WEEKDAYS, "13:30", "18:00"),
            Hours((6,), "10:00", "14:00"),
        ),
        overrides=(
            Override(12, (), "School visit"),
            Override(16, (("12:00", "20:00"),), "Late day before the exams"),
        ),
        metadata={"qualifications": ["PGCE", "BSc Mathematics"]},
    ),
    Shop(
        first_name="Sofia",
        last_name="Rossi",
        city=LONDON,
        street="8 Exmouth Market",
        bio="Massage therapist for necks that carry a laptop all week. Quiet room, warm hands, no small talk"
        " unless you start it.",
        specializations=("massage_therapist",),
        languages=("english", "italian"),
        rate=Decimal(70),
        meeting="IN_PERSON",
        things=(
            Thing("Massage, an hour", 60, Decimal(70), "Back, neck and shoulders.", before=5, after=15),
            Thing("Massage, ninety minutes", 90, Decimal(98), "The whole of you.", before=5, after=15),
        ),
        hours=(Hours((2, 3, 4, 5), "11:00", "20:00"), Hours((6,), "09:00", "15:00")),
        overrides=(Override(9, (("11:00", "15:00"),), "Short day"),),
        late_percent=100,
    ),
    Shop(
        first_name="Marta",
        last_name="Kowalska",
        city=EDINBURGH,
        street="22 Broughton Street",
        bio="English tutor for newcomers to Scotland: job interviews, school letters, and what the bus driver"
        " just said. Lessons in English or Polish.",
        specializations=("language_tutor", "exam_preparation"),
        languages=("english", "polish"),
        rate=Decimal(32),
        meeting="BOTH",
        things=(
            Thing("English lesson", 60, Decimal(32), "Conversation with corrections."),
            Thing("Interview rehearsal", 45, Decimal(30), "Questions, answers, again.", step=15),
        ),
        hours=(Hours((1, 3, 5), "08:00", "13:00"), Hours((2, 4), "14:00", "21:00")),
    ),
    Shop(
        first_name="Callum",
        last_name="Fraser",
        city=EDINBURGH,
        street="3 Marchmont Road",
        bio="Physiotherapist. Runners' knees, climbers' fingers, and backs that have had enough. You leave"
        " with three exercises, never with thirteen.",
        specializations=("physiotherapist", "sports_therapist"),
        languages=("english",),
        rate=Decimal(58),
        meeting="IN_PERSON",
        things=(
            Thing("Treatment", 40, Decimal(42), "For those I know.", step=20, after=10),
            Thing("First assessment", 60, Decimal(58), "History, tests, a plan.", step=20, after=10),
        ),
        hours=(Hours(WEEKDAYS, "07:30", "12:00"), Hours(WEEKDAYS, "13:00", "16:30")),
        overrides=(Override(20, (), "Highland half marathon"),),
        free_hours=12,
    ),
    Shop(
        first_name="Imogen",
        last_name="Clarke",
        city=LONDON,
        street="5 Lamb's Conduit Street",
        bio="Psychotherapist, BACP accredited. Evenings and weekends, by video or in a room with a good"
        " chair. I read every request before I say yes.",
        specializations=("psychotherapist",),
        languages=("english", "german"),
        rate=Decimal(80),
        meeting="BOTH",
        things=(
            Thing(
                "Session", 50, Decimal(80), "Fifty minutes, the same time every week if you like.", after=10
            ),
            Thing(
                "First session",
                50,
                Decimal(60),
                "To find out whether we fit.",
                after=10,
                notice=1440,
                needs_approval=True,
            ),
        ),
        hours=(Hours(EVERY_DAY, "17:00", "22:00"), Hours((6, 7), "10:00", "13:00")),
        free_hours=48,
        late_percent=100,
    ),
)
