"""Why there is no plan to be had."""

from app.kernel.errors import Conflict, Forbidden


class PlansNotOffered(Conflict):
    code, message = "PLANS_NOT_OFFERED", "This site sells no plans."


class NoPlan(Conflict):
    code, message = "NO_PLAN", "You have no plan that runs: choose one first."


class PlanRunning(Conflict):
    code, message = "PLAN_RUNNING", "You have a plan that runs: change it instead."


class PlanRefused(Conflict):
    code, message = "PLAN_REFUSED", "The payment company does not allow this change."


class PlanNeeded(Forbidden):
    code, message = "PLAN_NEEDED", "Your plan has lapsed: your profile can be shown again once it is paid."
