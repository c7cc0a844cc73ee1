"""Question trees: the gate, the order of answers, and the editor."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import Cast
from tests.guides import signed_on, with_guides

from sunhall.directory.demo.items import guides, project
from sunhall.platforms.portal import actions, errors
from sunhall.platforms.portal.choices import NavigationFault as Fault
from sunhall.platforms.portal.demo import law_pack
from sunhall.platforms.portal.models import NavigationVersion
from sunhall.platforms.portal.rules.navigation import find_tree_faults, read_tree, walk, write_tree

LIVE = frozenset({"I1", "I2"})


def tree(**questions: Any) -> dict[str, Any]:
    """Return a document whose questions are written `key={answer: target}`; items begin with I."""
    return {
        "name": "导航",
        "questions": [
            {
                "key": key,
                "text": key,
                "answers": [
                    {
                        "key": answer,
                        "text": answer,
                        "item" if target.startswith("I") else "question": target,
                    }
                    for answer, target in answers.items()
                ],
            }
            for key, answers in questions.items()
        ],
    }


class TestFindTreeFaults:
    @pytest.mark.parametrize(
        ("document", "faults"),
        [
            (tree(a={"x": "I1", "y": "b"}, b={"z": "I2"}), []),
            (tree(), [Fault.NO_QUESTION]),
            (tree(a={}), [Fault.NO_ANSWER]),
            (tree(a={"x": ""}), [Fault.NO_TARGET]),
            (tree(a={"x": "gone"}), [Fault.UNKNOWN_QUESTION]),
            (tree(a={"x": "I9"}), [Fault.ITEM_NOT_IN_FORCE]),
            (tree(a={"x": "I1"}, b={"y": "I2"}), [Fault.UNREACHABLE]),
            (tree(a={"x": "b"}, b={"y": "a", "z": "I1"}), [Fault.CYCLE]),
            (tree(a={"x": "a", "y": "I1"}), [Fault.CYCLE]),
            (tree(a={"x": "b", "y": "c"}, b={"x": "d"}, c={"x": "d"}, d={"x": "I1"}), []),
        ],
    )
    def test_finds_what_leads_nowhere(self, document: dict[str, Any], faults: list[Fault]):
        found = find_tree_faults(read_tree(document), LIVE)

        assert [one.fault for one in found] == faults

    @given(
        st.lists(
            st.lists(st.sampled_from(["q0", "q1", "q2", "q3", "I1"]), min_size=1, max_size=3),
            min_size=1,
            max_size=4,
        )
    )
    def test_whoever_follows_a_sound_tree_arrives(self, shape: list[list[str]]):
        questions = {
            f"q{at}": {f"a{n}": target for n, target in enumerate(targets)}
            for at, targets in enumerate(shape)
        }
        sound = read_tree(tree(**questions))

        if not find_tree_faults(sound, LIVE):
            path = ""
            for _step in sound.questions:
                here = walk(sound, path)
                if here.question is None:
                    break
                path = ".".join(filter(None, [path, sound.shortest_first(here.question)[0].key]))
            assert walk(sound, path).item == "I1"


class TestReadTree:
    @pytest.mark.parametrize(
        ("document", "place"),
        [
            ({"questions": "?"}, "questions"),
            ({"questions": [{}]}, "questions.1.key"),
            ({"questions": [{"key": "A B"}]}, "questions.1.key"),
            ({"questions": [{"key": "a"}, {"key": "a"}]}, "questions.key"),
            ({"questions": [{"key": "a", "answers": [{"key": "x"}] * 31}]}, "questions.1.answers"),
            ({"questions": [{"key": "a", "text": 1}]}, "questions.1.text"),
        ],
    )
    def test_names_what_is_no_navigation(self, document: dict[str, Any], place: str):
        with pytest.raises(errors.NavigationUnreadable) as refused:
            read_tree(document)

        assert refused.value.facts["place"] == place

    def test_writes_what_it_read(self):
        document = {name: law_pack()[0][name] for name in ("name", "summary", "questions")}

        once = write_tree(read_tree(document))

        assert write_tree(read_tree(once)) == once


class TestShortestFirst:
    def test_asks_first_what_is_nearest_to_a_guide(self):
        read = read_tree(tree(a={"far": "b", "near": "I1"}, b={"x": "I2"}))

        assert [one.key for one in read.shortest_first(read.questions[0])] == ["near", "far"]


class TestLawPack:
    def test_reaches_all_guides_of_the_law_pack(self):
        codes = {code for one in law_pack() for code in read_tree(one).items}

        assert codes == {guide["id"] for guide, _details in [*guides(), project()]}


@pytest.fixture
def city(db: None) -> Cast:
    """Return the cast of a city with navigations."""
    return with_guides()


class TestPublishNavigation:
    def test_is_refused_while_an_answer_leads_nowhere(self, city: Cast):
        draft = actions.draft_navigation(
            city.ji, code="new", audience="citizens", document=tree(a={"x": "QD-NO-1"})
        )

        with pytest.raises(errors.NavigationNotSound):
            actions.publish_navigation(
                city.ding, version_id=draft.pk, effective_date=city.ding.today
            )

    def test_is_refused_twice_on_one_day(self, city: Cast):
        standing = NavigationVersion.objects.public().get(tree__code="citizens")
        draft = actions.draft_next_navigation(city.ji, tree_id=standing.tree_id)

        with pytest.raises(errors.NavigationDayTaken):
            actions.publish_navigation(
                city.ding, version_id=draft.pk, effective_date=city.ding.today
            )


class TestEditQuestion:
    def test_grows_by_a_row_and_keeps_what_was_typed(self, client: Client, city: Cast):
        signed_on(client, "ji")
        tree_id = NavigationVersion.objects.public().get(tree__code="citizens").tree_id
        draft = actions.draft_next_navigation(city.ji, tree_id=tree_id)
        address = f"/navigations/versions/{draft.pk}/questions/who/"

        page = client.post(address, {**rows(1), "answers-0-text": "我是学生", "more": "1"})

        assert page.status_code == 200
        assert page.context["rows"].total_form_count() == 2
        assert "我是学生" in page.content.decode()

    def test_adds_an_answer_with_a_new_question(self, client: Client, city: Cast):
        signed_on(client, "ji")
        draft = actions.draft_navigation(
            city.ji, code="new", audience="citizens", document=tree(q1={})
        )
        answer = {"answers-0-text": "我是学生", "answers-0-question": "+"}

        client.post(
            f"/navigations/versions/{draft.pk}/questions/q1/",
            {**rows(1), **answer, "seen": draft.document_hash},
        )

        draft.refresh_from_db()
        written = read_tree(draft.document)
        assert [one.key for one in written.questions] == ["q1", "q2"]
        assert written.questions[0].answers[0].question == "q2"


def rows(count: int) -> dict[str, str]:
    """Return a question's form with rows for answers."""
    return {"text": "我是…", "answers-TOTAL_FORMS": str(count), "answers-INITIAL_FORMS": "0"}
