"""Looking at a party's personal data: with a purpose, or in a case's page and papers."""

from sunhall.business.penalties.events import CaseEvent
from sunhall.business.penalties.models import Case
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries.case_file import CaseFile
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce
from sunhall.kernel.revealing import Purpose, ResidentRevealed, Standing, resident_key


@action(Permission.CASE_VIEW, law="个人信息保护法 第三十四条")
def reveal_party(by: Actor, *, case_id: int, purpose: str) -> Case:
    """Look at the party of a case of one's organization.

    Raises:
        NotFound: no such case in the actor's organization.
    """
    return _reveal(by, case_id, purpose, Standing.COLLEAGUE)


@action(Permission.CASE_WATCH, law="个人信息保护法 第三十四条")
def reveal_watched_party(by: Actor, *, case_id: int, purpose: str) -> Case:
    """Look at the party of a case that one watches over.

    Raises:
        NotFound: no such case.
    """
    return _reveal(by, case_id, purpose, Standing.WATCHES)


def _reveal(by: Actor, case_id: int, purpose: str, otherwise: Standing) -> Case:
    file = CaseFile(by, case_id)
    seen = ResidentRevealed(
        subject_id=resident_key(file.citizen_identifier),
        purpose=Purpose(purpose).value,
        standing=(Standing.HANDLES if file.shows_party else otherwise).value,
        about=CaseEvent.subject,
        about_id=file.case.pk,
    )
    announce(by, seen)
    return file.case
