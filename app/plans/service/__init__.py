"""Plans' use cases. None commits, and none of them calls the company: that is the edges' part."""

from app.plans.service.enforcing import enforce, refuse_without_plan
from app.plans.service.having import (
    Begun,
    PlanView,
    Running,
    begin,
    company,
    running,
    standing,
    view,
)
from app.plans.service.recording import record
from app.plans.service.selling import (
    NewPlan,
    SoldPlan,
    add_plan,
    on_sale,
    plan_shown,
    priced,
    terms_of,
    withdraw,
)

__all__ = [
    "Begun",
    "NewPlan",
    "PlanView",
    "Running",
    "SoldPlan",
    "add_plan",
    "begin",
    "company",
    "enforce",
    "on_sale",
    "plan_shown",
    "priced",
    "record",
    "refuse_without_plan",
    "running",
    "standing",
    "terms_of",
    "view",
    "withdraw",
]
