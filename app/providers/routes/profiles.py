"""A provider's profile: anybody reads it, its owner writes it."""

from typing import Any

from sqlalchemy.orm import Session

from app.db.session import reading, transaction
from app.http import auth, etag
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.http.caching import cacheable, conditional, personal
from app.http.json import OrjsonProvider
from app.http.remembered import answer, remembered
from app.providers.schemas.profile import NewProvider, ProviderChange, ProviderOut
from app.providers.service import profiles
from app.providers.service.profiles import Profile

blueprint = ApiBlueprint("providers", __name__, url_prefix="/v1/providers", description="Who can be booked")


@blueprint.route("/<id:provider_id>")
@cacheable(blueprint)
@blueprint.returns(200, ProviderOut)
@blueprint.refuses(404)
def read(provider_id: int) -> Any:
    """Get a provider's whole profile, with what they offer."""
    viewer = auth.viewer()
    with reading() as session:
        seen = profiles.glance(session, provider_id, viewer=viewer)
        if not seen.own:
            return answer(remembered(_key(seen), lambda: _public(session, provider_id)), seen.tag)
        profile = profiles.show(session, provider_id, viewer=viewer)
    personal()
    return profile, _headers(profile)


@blueprint.route("/me")
@blueprint.signed_in("PROVIDER")
@blueprint.returns(200, ProviderOut, tells=("ETag",))
@blueprint.refuses(404)
def mine(principal: Principal) -> Any:
    """Get your own profile. 404 says that there is none yet: open it."""
    with reading() as session:
        profile = profiles.show_own(session, owner=principal.user_id)
    return profile, _headers(profile)


@blueprint.route("", methods=["POST"])
@blueprint.signed_in("PROVIDER")
@blueprint.reads(NewProvider)
@blueprint.returns(201, ProviderOut, tells=("ETag",))
@blueprint.refuses(400, 409, 413)
def create(principal: Principal, profile: dict[str, Any]) -> Any:
    """Open your provider profile. It begins with one offering: an hour at the hourly rate."""
    with transaction(actor_id=principal.user_id) as session:
        opened = profiles.open_profile(session, profile, user_id=principal.user_id)
        session.expunge_all()
    return opened, {"Location": f"/v1/providers/{opened.id}", **_headers(opened)}


@blueprint.route("/<id:provider_id>", methods=["PUT"])
@blueprint.signed_in("PROVIDER")
@conditional(blueprint)
@blueprint.reads(ProviderChange)
@blueprint.returns(200, ProviderOut)
@blueprint.refuses(400, 404, 409, 413)
def update(principal: Principal, changes: dict[str, Any], provider_id: int) -> Any:
    """Change your profile; `published: false` takes it off the market."""
    me, expected = principal.user_id, etag.expected_version()
    with transaction(actor_id=me) as session:
        changed = profiles.change_profile(session, provider_id, changes, user_id=me, expected=expected)
        session.expunge_all()
    return changed, _headers(changed)


def _public(session: Session, provider_id: int) -> tuple[str, bytes]:
    """What anybody may read, whole, under the key of the version that it shows."""
    profile = profiles.show(session, provider_id, viewer=None)
    body = OrjsonProvider.encode({"data": ProviderOut().dump(profile)})
    return _key(profile), body


def _key(profile: Profile) -> str:
    """Of a version of this profile; the moment it was opened tells it from one of another database."""
    return f"provider:{profile.id}:{profile.created_at.timestamp()}:{profile.tag}"


def _headers(profile: Profile) -> dict[str, str]:
    return {"ETag": profile.tag}
