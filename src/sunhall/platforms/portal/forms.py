"""What people fill in at the city's front door, and those who lead people there."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _

from sunhall.platforms.portal.choices import Audience
from sunhall.platforms.portal.rules.navigation import MOST_ANSWERS, Answer, Question, Tree

NEW = "+"
LATER = 1_000
"""The order of an answer that names none: after the others."""


class ErasureForm(forms.Form):
    """Why personal facts are erased, and that the right ones are meant."""

    reason = forms.CharField(
        label=_("删除的理由"),
        help_text=_("写明依据和申请；理由记入日志，永久保存，不要写个人信息。"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_sure = forms.BooleanField(label=_("已经核对是这一条，知道删除以后不能恢复"))


class TreeForm(forms.Form):
    """What a navigation is called."""

    name = forms.CharField(label=_("名称"), max_length=100, help_text=_("例如：我是个人"))
    summary = forms.CharField(label=_("说明"), max_length=300, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class NewTreeForm(TreeForm):
    """A new navigation."""

    code = forms.CharField(
        label=_("编码"),
        max_length=40,
        validators=[validate_slug],
        help_text=_("小写字母、数字和短横"),
    )
    audience = forms.ChoiceField(label=_("给谁用"), choices=Audience)


class QuestionForm(forms.Form):
    """A question of a navigation."""

    text = forms.CharField(label=_("问什么"), max_length=300, help_text=_("例如：我想…"))
    hint = forms.CharField(label=_("补一句说明"), max_length=300, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class AnswerForm(forms.Form):
    """An answer, and where it leads: to a question, a new one, or a service item."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    text = forms.CharField(label=_("回答"), max_length=300)
    question = forms.ChoiceField(label=_("接着问"), required=False)
    item = forms.CharField(
        label=_("或者到服务事项"),
        max_length=40,
        required=False,
        help_text=_("事项编码，例如 QD-HJ-001"),
    )
    order = forms.IntegerField(label=_("次序"), min_value=0, max_value=LATER, required=False)

    def __init__(
        self, *args: Any, questions: Iterable[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("不再问")), *questions, (NEW, _("新的问题"))]
        self.fields["question"] = forms.ChoiceField(
            label=_("接着问"), required=False, choices=choices
        )


AnswerFormSet = forms.formset_factory(
    AnswerForm, extra=1, can_delete=True, max_num=MOST_ANSWERS, absolute_max=MOST_ANSWERS
)


class PublishNavigationForm(forms.Form):
    """From which day on a navigation is in force."""

    effective_date = forms.DateField(
        label=_("自哪一天起施行"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )


def answers_initial(question: Question) -> list[dict[str, Any]]:
    """Return what the rows of a question's answers show at first."""
    return [
        {
            "key": answer.key,
            "text": answer.text,
            "question": answer.question,
            "item": answer.item,
            "order": at,
        }
        for at, answer in enumerate(question.answers, start=1)
    ]


def with_question(tree: Tree, key: str, values: dict[str, Any], rows: list[Any]) -> Tree:
    """Return the tree with a question as it was filled in, and the new ones it leads to."""
    kept = [row for row in rows if row and not row.get("DELETE")]
    kept.sort(key=lambda row: LATER if row["order"] is None else row["order"])
    taken = {question.key for question in tree.questions}
    used = {row["key"] for row in kept}
    answers, added = [], []
    for row in kept:
        target = row["question"]
        if target == NEW:
            target = free_key("q", taken)
            added.append(Question(key=target, text=row["text"]))
        answer_key = row["key"] or free_key("a", used)
        answers.append(Answer(key=answer_key, text=row["text"], question=target, item=row["item"]))
    question = Question(key=key, text=values["text"], hint=values["hint"], answers=tuple(answers))
    questions = [question if one.key == key else one for one in tree.questions]
    return Tree(name=tree.name, summary=tree.summary, questions=(*questions, *added))


def free_key(letter: str, taken: set[str]) -> str:
    """Return a key that nothing has yet, and take it."""
    key = next(key for number in range(1, 10_000) if (key := f"{letter}{number}") not in taken)
    taken.add(key)
    return key
