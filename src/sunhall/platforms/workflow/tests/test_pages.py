"""The pages of flows: checked by name, deployed by who may, shown to their readers."""

from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sunhall.platforms.workflow.models import Definition
from sunhall.platforms.workflow.rules.graph import Kind
from sunhall.platforms.workflow.tests.drawings import drawn, joint_flow, node

SignOn = Callable[[str], Client]


def a_file(content: bytes) -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile("flow.bpmn", content)


class TestCheck:
    def test_names_the_element_and_keeps_nothing(self, sign_on: SignOn):
        faulty = drawn("start>a; a>end", node("a", Kind.SERVICE, name="自动查询"))

        page = sign_on("li").post(reverse("workflow:check"), {"file": a_file(faulty), "check": 1})

        assert "自动查询" in page.content.decode()
        assert "没有说明调用哪个功能" in page.content.decode()
        assert not Definition.objects.exists()

    def test_turns_a_bomb_down_on_the_page(self, sign_on: SignOn):
        bomb = b'<!DOCTYPE d [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><d>&b;</d>'

        page = sign_on("li").post(reverse("workflow:check"), {"file": a_file(bomb), "check": 1})

        assert "XML 里不得有 DTD 或实体声明" in page.content.decode()

    def test_deploys_what_is_sound_for_who_may(self, sign_on: SignOn):
        sent = {"file": a_file(joint_flow()), "deploy": 1}

        page = sign_on("wang").post(reverse("workflow:check"), sent, follow=True)

        assert page.status_code == 200
        assert Definition.objects.get().organization.code == "QD-CG"
        assert "flow.bpmn" in page.content.decode()

    def test_deploys_nothing_for_who_may_only_draw(self, sign_on: SignOn):
        sent = {"file": a_file(joint_flow()), "deploy": 1}

        page = sign_on("li").post(reverse("workflow:check"), sent)

        assert page.status_code == 403
        assert not Definition.objects.exists()

    def test_asks_for_a_file(self, sign_on: SignOn):
        assert sign_on("li").post(reverse("workflow:check"), {"check": 1}).status_code == 422
