"""Whom a case is against: written down, and corrected."""

from django.utils.translation import gettext as _

from sunhall.business.penalties import events
from sunhall.business.penalties.actions import steps
from sunhall.business.penalties.choices import CaseState, PartyKind
from sunhall.business.penalties.models import Case, Party
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.rules.parties import PartyDraft, checked_identifier
from sunhall.business.penalties.rules.plausible import check_choice, checked_text
from sunhall.business.penalties.rules.procedure import UNDER_INVESTIGATION
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor

CORRECTABLE = (CaseState.CLUE, *UNDER_INVESTIGATION, CaseState.DECIDED, CaseState.SERVED)
NAME_LENGTH, ADDRESS_LENGTH, SHORT_LENGTH = 100, 200, 30


@action(Permission.CASE_HANDLE, law="行政处罚法 第五十四条")
def correct_party(by: Actor, *, case_id: int, party: PartyDraft) -> Case:
    """Write down a case's party anew; documents made before keep what they said.

    Raises:
        NotFound: no such case in the actor's organization.
        StepNotAllowed: the case has ended.
        ChoiceRefused, TextRefused, IdentifierRefused: something of the party cannot be.
    """
    case = steps.begin(by, case_id, _("更正当事人"), *CORRECTABLE, even_suspended=True)
    steps.change(by, case, party=keep_party(by, party, case.party))
    steps.tell(by, case, events.CaseDescribed, fields=("party",))
    return case


def keep_party(by: Actor, draft: PartyDraft, party: Party | None = None) -> Party:
    """Write a party down, in place of what was known of it if anything was.

    Raises:
        ChoiceRefused, TextRefused, IdentifierRefused: something of the party cannot be.
    """
    check_choice(_("当事人类型"), draft.kind, PartyKind.values)
    kept = party or Party()
    kept.kind = draft.kind
    kept.name = checked_text(_("姓名或者名称"), draft.name, NAME_LENGTH)
    identifier = checked_identifier(PartyKind(draft.kind), draft.identifier, by.today)
    kept.identifier = checked_text(_("证件号码"), identifier, SHORT_LENGTH, least=0)
    kept.representative = checked_text(
        _("法定代表人或者负责人"), draft.representative, NAME_LENGTH, least=0
    )
    kept.address = checked_text(_("地址"), draft.address, ADDRESS_LENGTH, least=0)
    kept.phone = checked_text(_("电话"), draft.phone, SHORT_LENGTH, least=0)
    kept.accepts_electronic_service = draft.accepts_electronic_service
    kept.save()
    return kept
