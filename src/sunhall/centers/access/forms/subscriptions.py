"""What is filled in to let an application follow the directory."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sunhall.centers.access.choices import Topic
from sunhall.centers.access.models import Application


class SubscriptionForm(forms.Form):
    """Which application follows what, and where it is told."""

    application = forms.ModelChoiceField(
        Application.objects.filter(is_active=True), label=_("应用"), to_field_name="client_id"
    )
    topics = forms.MultipleChoiceField(
        label=_("订阅的内容"), choices=Topic, widget=forms.CheckboxSelectMultiple
    )
    address = forms.CharField(
        label=_("接收地址"),
        max_length=500,
        required=False,
        help_text=_("只准 HTTPS；留空就由应用自己来取"),
    )
