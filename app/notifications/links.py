"""Links that go out in mails.

The pages that they open take the secret from behind the `#`: it stays out of every log and Referer header.
"""

from sqlalchemy.orm import Session

from app.accounts.service import mint_one_time_token
from app.accounts.service.one_time import LIFETIMES
from app.notifications import words
from app.notifications.facts import Story
from app.notifications.kinds import Kind
from app.notifications.languages import speech_for
from app.notifications.words import Link
from app.ports import ports

_PAGES = {Kind.VERIFY_EMAIL: "/verify-email", Kind.PASSWORD_RESET: "/reset-password"}


def one_time(session: Session, story: Story, user_id: int) -> Link | None:
    """A fresh link for the kinds that need one; its purpose bears the kind's name."""
    page = _PAGES.get(story.kind)
    if page is None:
        return None
    token = mint_one_time_token(session, user_id, story.kind.value)
    url = ports().site.link(f"{page}#token={token}")
    return words.link(url, LIFETIMES[story.kind.value], speech_for(story.reader.locale, story.reader.clock))
