"""A penalty on the spot: who, where, when and with whom; the facts have their own form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sunhall.business.penalties.forms.clues import PARTY, PartyFields
from sunhall.business.penalties.forms.fields import Day, Numbers, Photos, Words, offered
from sunhall.business.penalties.queries import choosing
from sunhall.kernel.actor import Actor


class SpotForm(PartyFields):
    """What is asked besides the facts; the actor leads, so a colleague is chosen.

    The prefix keeps apart facts that are called as these fields are, such as the place.
    """

    prefix = "spot"

    photos = Photos(
        _("现场照片"), required=False, help_text=_("可以拍几张；指纹和时间随即记入日志。")
    )
    place = forms.CharField(label=_("违法地点"), max_length=200)
    occurred_on = Day(label=_("违法行为发生日期"))
    officer_ids = Numbers(_("同行的执法人员"), help_text=_("执法人员不得少于两人。"))
    story = Words(_("现场情况"), 5_000, required=False)
    field_order = ("photos", "place", "occurred_on", *PARTY, "officer_ids", "story")

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.initial["occurred_on"] = by.today
        colleagues = [one for one in choosing.list_colleagues(by) if one.pk != by.person_id]
        offered(self, "officer_ids", [(one.pk, one.name) for one in colleagues])
        if len(colleagues) == 1:
            self.initial["officer_ids"] = [colleagues[0].pk]
        self.fields["party_name"].required = True

    @property
    def arguments(self) -> dict[str, Any]:
        """Return what the act takes besides matter and facts."""
        given = self.cleaned_data
        return {
            "party": self.party,
            "place": given["place"],
            "occurred_on": given["occurred_on"],
            "officer_ids": [self.by.own_person_id, *given["officer_ids"]],
            "story": given["story"],
        }
