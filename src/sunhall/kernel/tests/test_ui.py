"""Tests of the parts that pages are made of."""

import pytest
from django import forms
from django.template import Context, Template

from sunhall.kernel.templatetags import ui

HOSTILE = "<script>alert(1)</script>\"'"


def render(source, **values):
    """Render a piece of a page."""
    return Template("{% load ui %}" + source).render(Context(values))


class Visit(forms.Form):
    area = forms.DecimalField(label="面积", help_text="平方米", min_value=0)
    road = forms.ChoiceField(label="道路", choices=[("a", "主干道"), ("b", "支路")])
    times = forms.ChoiceField(label="次数", choices=[("0", "无")], widget=forms.RadioSelect)


class TestParts:
    @pytest.mark.parametrize(
        "source",
        [
            "{% card title=x href=x eyebrow=x footer=x %}{{ x }}{% endcard %}",
            "{% callout title=x %}{{ x }}{% endcallout %}",
            "{% data_table caption=x stack=False %}<tr><td>{{ x }}</td></tr>{% enddata_table %}",
            "{% empty title=x %}{{ x }}{% endempty %}",
            "{% law_article law=x number=x source=x %}{{ x }}{% endlaw_article %}",
            "{% code_block caption=x %}{{ x }}{% endcode_block %}",
            "{% heading x lead=x eyebrow=x %}{{ x }}{% endheading %}",
            "{% fact x x %}{% crumb x %}{% badge x note=x %}{% stat x x note=x %}",
            "{% copy_link x x %}{% hash x label=x %}{% search_form x query=x label=x %}",
        ],
    )
    def test_escape_what_they_are_given(self, source):
        page = render(source, x=HOSTILE)

        assert "<script" not in page
        assert "&lt;script" in page

    def test_never_carry_inline_style_or_script(self):
        page = render("{% hero 'a' %}{% endhero %}{% progress 1 2 'b' %}{% hash 'c' %}")

        assert " style=" not in page
        assert " onclick=" not in page


class TestProvenance:
    @pytest.mark.parametrize("value", ui.PROVENANCES)
    def test_shows_a_word_and_an_icon(self, value):
        page = render("{% provenance value %}", value=value)

        assert str(ui.PROVENANCES[value][0]) in page
        assert "<svg" in page


class TestField:
    def test_ties_hint_and_error_to_the_control(self):
        form = Visit({"area": "-1"})

        page = render("{% field form.area %}", form=form)

        assert 'aria-describedby="id_area_helptext id_area_error"' in page
        assert 'id="id_area_helptext"' in page
        assert 'id="id_area_error"' in page
        assert "govuk-input--error" in page

    def test_keeps_the_choice_that_was_made(self):
        form = Visit({"times": "0", "road": "b"})

        page = render("{% field form.times %}{% field form.road %}", form=form)

        assert 'value="0" id="id_times_0" checked' in page
        assert '<option value="b" selected>' in page


class TestErrorSummary:
    def test_leads_to_each_field(self):
        form = Visit({"area": "-1", "road": "a", "times": "0"})

        page = render("{% error_summary form %}", form=form)

        assert '<a href="#id_area">面积' in page

    def test_is_silent_where_nothing_is_wrong(self):
        form = Visit({"area": "1", "road": "a", "times": "0"})

        page = render("{% error_summary form %}", form=form)

        assert page.strip() == ""


class TestOfArea:
    def test_keeps_the_entries_of_a_group_together(self):
        menu = [
            {"area": "workbench", "group": "a", "label": 1},
            {"area": "hall", "group": "", "label": 2},
            {"area": "workbench", "group": "b", "label": 3},
            {"area": "workbench", "group": "a", "label": 4},
        ]

        kept = ui.of_area(menu, "workbench")

        assert [entry["label"] for entry in kept] == [1, 4, 3]
