"""The parts that pages are made of.

A tag with an end tag wraps what the page writes between the two; every part has its template in
`templates/kernel/ui/`. The style guide (`kernel/styleguide.html`) shows each of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.forms import (
    BaseForm,
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    FileInput,
    NumberInput,
    RadioSelect,
    Select,
    Textarea,
    Widget,
)
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sunhall.kernel.idempotency import FIELD, new_key

register = template.Library()

PROVENANCES = {
    "published": (_("已公布原档"), "jade", "check", _("与机关公布的裁量基准一致")),
    "statute_fixed": (_("法定定额"), "sea", "scale", _("法律条文即为固定数额")),
    "published_adapted": (_("据公布改编"), "sun", "swap", _("由已公布的区间改成定额")),
    "illustrative": (_("示例"), "violet", "lightbulb", _("在法定幅度内的示例，不是任何机关的规定")),
    "synthetic": (_("合成数据"), "coral", "flask", _("为规模演示生成，没有法律效力")),
}
STATUSES = {
    "draft": (_("草稿"), "stone", "pencil"),
    "checked": (_("已校验"), "sea", "shield"),
    "published": (_("已公布"), "jade", "check"),
    "superseded": (_("已被取代"), "stone", "clock"),
}
CALLOUTS = {
    "info": ("sea", "info"),
    "success": ("jade", "check"),
    "warning": ("sun", "alert"),
    "danger": ("coral", "alert"),
}
CONTROLS: list[tuple[type[Widget], str]] = [
    (FileInput, "govuk-file-upload"),
    (Textarea, "govuk-textarea"),
    (Select, "govuk-select"),
    (NumberInput, "govuk-input field-number"),
]
MESSAGES = {"debug": "info", "error": "danger"}


def part(name: str, **values: Any) -> SafeString:
    """Render the template of one part."""
    return render_to_string(f"kernel/ui/{name}.html", values)


@register.simple_tag
def once() -> SafeString:
    """Give a form the key by which it acts once, however often it is sent."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, new_key())


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon; the words beside it carry the meaning."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("kernel/icons.svg"),
        name,
    )


@register.simple_block_tag
def card(content: str, **values: Any) -> SafeString:
    """Show a soft card: title, href, icon, eyebrow, footer, tone, level, compact."""
    return part("card", content=content, **{"level": 3, "tone": "sea", **values})


@register.simple_block_tag
def callout(content: str, title: str = "", tone: str = "info") -> SafeString:
    """Point something out: info, success, warning or danger."""
    ground, sign = CALLOUTS[tone]
    return part("callout", content=content, title=title, tone=ground, icon=sign)


@register.simple_block_tag
def data_table(
    content: str,
    caption: str,
    stack: bool = True,
    dense: bool = False,
    caption_hidden: bool = False,
) -> SafeString:
    """Show a table that turns into cards on phones, or scrolls where `stack` is false."""
    return part(
        "data_table",
        content=content,
        caption=caption,
        stack=stack,
        dense=dense,
        caption_hidden=caption_hidden,
    )


@register.simple_block_tag
def empty(content: str, title: str, icon: str = "search") -> SafeString:
    """Say that there is nothing here, and what to do next."""
    return part("empty", content=content, title=title, icon=icon)


@register.simple_block_tag
def law_article(content: str, law: str, number: str, **values: Any) -> SafeString:
    """Cite an article of law: law, number; year, href, source."""
    return part("law_article", content=content, law=law, number=number, **values)


@register.simple_block_tag
def code_block(content: str, caption: str = "", language: str = "") -> SafeString:
    """Show code that scrolls and can be copied."""
    return part(
        "code_block", content=SafeString(content.strip("\n")), caption=caption, language=language
    )


@register.simple_block_tag
def disclosure(content: str, summary: str, open: bool = False) -> SafeString:
    """Keep details folded until they are asked for."""
    return part("disclosure", content=content, summary=summary, open=open)


@register.simple_block_tag
def hero(content: str, title: str, lead: str = "") -> SafeString:
    """Welcome people with the sun over the bay."""
    return part("hero", content=content, title=title, lead=lead)


@register.simple_block_tag
def heading(content: str, title: str, lead: str = "", eyebrow: str = "") -> SafeString:
    """Write the heading of a page, with its actions at the side."""
    return part(
        "heading", content=SafeString(content.strip()), title=title, lead=lead, eyebrow=eyebrow
    )


@register.simple_block_tag
def fact_block(content: str, label: str) -> SafeString:
    """Write one labeled value with markup of its own, inside `<dl class="facts">`."""
    return fact(label, content)


@register.simple_tag
def fact(label: str, value: Any) -> SafeString:
    """Write one labeled value inside `<dl class="facts">`."""
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", label, value)


@register.simple_tag
def crumb(label: str, url: str = "") -> SafeString:
    """Write one step of the way here; the last one has no address."""
    if url:
        return format_html('<li><a href="{}">{}</a></li>', url, label)
    return format_html('<li><span aria-current="page">{}</span></li>', label)


@register.simple_tag
def badge(label: str, tone: str = "stone", icon: str = "", note: str = "") -> SafeString:
    """Mark something with a word and, where given, an icon."""
    return _badge(str(label), tone, icon, str(note), get_language() or "")


# Typed: text that is safe already and the same text that is not are two things
@lru_cache(maxsize=2_048, typed=True)
def _badge(label: str, tone: str, icon: str, note: str, language: str) -> SafeString:
    """Make a badge once; a list shows the same few in every row."""
    return part("badge", label=label, tone=tone, icon=icon, note=note)


@register.simple_tag
def provenance(value: str) -> SafeString:
    """Say where a benchmark comes from; visible wherever its table is."""
    return _provenance(str(value), get_language() or "")


@lru_cache(maxsize=64)
def _provenance(value: str, language: str) -> SafeString:
    """Make a badge once a language; a list shows it in every row."""
    label, tone, sign, note = PROVENANCES[value]
    invented = value in {"illustrative", "synthetic"}
    return part("badge", label=label, tone=tone, icon=sign, note=note, dashed=invented)


@register.simple_tag
def status(value: str) -> SafeString:
    """Say how far a version has come."""
    label, tone, sign = STATUSES[str(value)]
    return part("badge", label=label, tone=tone, icon=sign)


@register.simple_tag
def stat(label: str, value: Any, unit: str = "", note: str = "", href: str = "") -> SafeString:
    """Show one figure inside `<dl class="stats">` or `<div class="stats">`."""
    return part("stat", label=label, value=value, unit=unit, note=note, href=href)


@register.simple_tag
def steps(items: Iterable[Any], across: bool = True) -> SafeString:
    """Show ordered steps with their time limits: name, note, limit, state, href."""
    return part("steps", items=items, across=across)


@register.simple_tag
def tabs(items: Iterable[Any], label: str) -> SafeString:
    """Show tabs as plain links; the server renders the chosen one: label, url, current, count."""
    return part("tabs", items=items, label=label)


@register.simple_tag
def chips(items: Iterable[Any], label: str) -> SafeString:
    """Show filters as plain links: label, url, current, count."""
    return part("chips", items=items, label=label)


@register.simple_tag
def pager(previous: str | None = None, next: str | None = None) -> SafeString:
    """Page by key: the page before, the page after."""
    return part("pager", previous=previous, next=next)


@register.simple_tag
def progress(value: int, max: int, label: str) -> SafeString:
    """Show how much is done."""
    return part("progress", value=value, max=max, label=label)


@register.simple_tag
def copy_link(url: str, label: str, id: str = "link") -> SafeString:
    """Show an address to share."""
    return part("copy_link", url=url, label=label, id=id)


@register.simple_tag(name="hash")
def hash_value(value: str, label: str = "") -> SafeString:
    """Show a hash, shortened until it is pointed at."""
    return part("hash", value=value, label=label)


@register.simple_tag
def search_form(url: str, query: str = "", **values: Any) -> SafeString:
    """Ask for words to search: url, query; label, placeholder, big, id."""
    return part("search_form", url=url, query=query, **{"id": "search", **values})


@register.simple_tag
def error_summary(form: BaseForm) -> SafeString:
    """List what is wrong with a form, each with a way to its field."""
    return part("error_summary", form=form)


@register.simple_tag
def field(bound: BoundField, **values: Any) -> SafeString:
    """Show one field with label, hint, error and widget: hint, unit."""
    if "hint" in values:
        bound.help_text = values["hint"]
    return render_to_string("kernel/forms/field.html", {"field": bound, **values})


@register.filter
def control_kind(bound: BoundField) -> str:
    """Return how a field is laid out: radios, checkboxes, checkbox or plain."""
    widget = bound.field.widget
    if isinstance(widget, CheckboxSelectMultiple):
        return "checkboxes"
    if isinstance(widget, RadioSelect):
        return "radios"
    return "checkbox" if isinstance(widget, CheckboxInput) else "plain"


@register.filter
def control(bound: BoundField) -> SafeString:
    """Render the control of a plain field with the classes of its kind."""
    widget = bound.field.widget
    name = next((name for kind, name in CONTROLS if isinstance(widget, kind)), "govuk-input")
    classes = [name, str(widget.attrs.get("class", ""))]
    if bound.errors:
        classes.append(f"{name.split()[0]}--error")
    return bound.as_widget(attrs={"class": " ".join(filter(None, classes))})


@register.filter
def message_tone(level: str) -> str:
    """Translate the level of a message of Django into the tone of a callout."""
    return MESSAGES.get(level, level or "info")


@register.filter
def of_area(menu: Iterable[Any] | None, area: str) -> list[Any]:
    """Keep the entries of one area, those of a group side by side, groups as they first appear."""
    kept = [entry for entry in menu or () if entry["area"] == area]
    groups = list(dict.fromkeys(entry["group"] for entry in kept))
    return sorted(kept, key=lambda entry: groups.index(entry["group"]))
