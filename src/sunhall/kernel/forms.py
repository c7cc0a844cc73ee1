"""How forms look: every form and field of the house through the same two templates."""

from __future__ import annotations

from django.forms.renderers import DjangoTemplates


class SunhallRenderer(DjangoTemplates):
    """Render `{{ form }}` and `{{ field.as_field_group }}` with the parts of the house."""

    form_template_name = "kernel/forms/form.html"
    field_template_name = "kernel/forms/field.html"
