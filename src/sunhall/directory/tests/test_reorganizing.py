"""Reorganizations: what goes over, what is kept, and when they are refused."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from sunhall.directory import actions, errors, queries
from sunhall.directory.demo import CAST
from sunhall.directory.models import Grant, Matter, Organization, Post, PostHolding
from sunhall.directory.queries.reorganizations import fate_of
from sunhall.directory.rules.drafts import MatterDraft
from sunhall.directory.rules.reorganizing import Part, successor_code
from sunhall.kernel.errors import Forbidden

BASIS = "青政发〔2026〕8号"
DAY = date(2026, 3, 1)
STALL = MatterDraft(code="QD-CG-001", name="占用道路摆摊", organization_code="QD-CG")


@pytest.fixture
def bureau(cast) -> Organization:
    """Return the bureau of Li and Sun, with a matter."""
    actions.register_matter(cast.system, STALL)
    return queries.get_organization(cast.chen, "QD-CG")


@pytest.fixture
def heir(cast) -> Organization:
    """Return another bureau."""
    return queries.get_organization(cast.chen, "QD-DS")


def merge(cast, bureau, heir, on=DAY):
    return actions.merge_organizations(
        cast.chen, organization_ids=[bureau.pk], into_id=heir.pk, on=on, basis=BASIS
    )


class TestSuccessorCode:
    @pytest.mark.parametrize(
        ("code", "taken", "expected"),
        [
            ("QD-CG-QD0001", (), "QD-DS-QD0001"),
            ("QD-CG-QD0001", ("QD-DS-QD0001",), "QD-DS-QD0001-2"),
            ("CLERK", (), "QD-DS-CLERK"),
            ("QD-CG", (), "QD-DS"),
            ("X" * 30, ("QD-DS-" + "X" * 24,), "QD-DS-" + "X" * 22 + "-2"),
        ],
    )
    def test_puts_the_new_organization_in_place_of_the_old(self, code, taken, expected):
        assert successor_code(code, "QD-CG", "QD-DS", taken) == expected


class TestRenameOrganization:
    def test_calls_it_by_the_name_of_each_day(self, cast, bureau):
        actions.rename_organization(
            cast.chen, organization_id=bureau.pk, name="市综合执法局", on=DAY, basis=BASIS
        )

        names = [
            next(one.name for one in queries.list_organizations(cast.chen, day) if one == bureau)
            for day in (DAY - timedelta(days=1), DAY)
        ]
        assert names == ["市城市管理局（综合行政执法局）", "市综合执法局"]

    def test_lets_its_matters_be_found_by_the_new_name(self, cast, bureau):
        actions.rename_organization(
            cast.chen, organization_id=bureau.pk, name="市秩序总局", on=DAY, basis=BASIS
        )

        found = queries.list_matters(cast.visitor, query="秩序总局").items
        assert [matter.code for matter in found] == ["QD-CG-001"]

    def test_is_refused_before_its_day(self, cast, bureau):
        with pytest.raises(errors.NotYet):
            actions.rename_organization(
                cast.chen,
                organization_id=bureau.pk,
                name="市综合执法局",
                on=cast.chen.today + timedelta(days=1),
                basis=BASIS,
            )

    def test_is_refused_to_whoever_lacks_the_permission(self, cast, bureau):
        with pytest.raises(Forbidden):
            actions.rename_organization(
                cast.li, organization_id=bureau.pk, name="新局", on=DAY, basis=BASIS
            )


class TestMergeOrganizations:
    def test_keeps_who_held_what_when(self, cast, bureau, heir):
        merge(cast, bureau, heir)

        held = PostHolding.objects.filter(person_id=cast.li.person_id).order_by("valid_from")
        assert [(one.post.code, one.post.organization, one.valid_to) for one in held] == [
            ("QD-CG-QD0001", bureau, DAY),
            ("QD-DS-QD0001", heir, None),
        ]

    def test_carries_every_grant(self, cast, bureau, heir):
        before = Grant.objects.on(DAY - timedelta(days=1)).filter(post__organization=bureau)
        expected = sorted(before.values_list("role__code", "post__title"))

        merge(cast, bureau, heir)

        after = Grant.objects.on(DAY).filter(post__predecessors__organization=bureau)
        assert sorted(after.values_list("role__code", "post__title")) == expected
        assert not Grant.objects.on(DAY).filter(post__organization=bureau).exists()

    def test_lets_the_same_persons_do_the_same_the_day_after(self, cast, bureau, heir):
        before = queries.permissions_of(cast.sun.post_id, DAY)

        merge(cast, bureau, heir)

        (holding,) = queries.posts_of(cast.sun.own_person_id, DAY)
        assert queries.permissions_of(holding.post_id, DAY) == before
        assert queries.permissions_of(cast.sun.post_id, DAY) == frozenset()

    def test_moves_matters_and_subordinates_and_ends_the_old(self, cast, bureau, heir):
        division = queries.get_division(cast.chen, "370202")
        below = actions.add_organization(
            cast.chen, code="QD-CG-1", name="大队", division_id=division.pk, parent_id=bureau.pk,
            valid_from=date(2020, 1, 1),
        )  # fmt: skip

        merge(cast, bureau, heir)

        for row in (bureau, below):
            row.refresh_from_db()
        assert Matter.objects.get(code="QD-CG-001").organization == heir
        assert (bureau.valid_to, below.parent) == (DAY, heir)

    def test_may_put_a_superior_into_its_subordinate(self, cast, bureau):
        division = queries.get_division(cast.chen, "370202")
        below = actions.add_organization(
            cast.chen, code="QD-CG-1", name="大队", division_id=division.pk, parent_id=bureau.pk,
            valid_from=date(2020, 1, 1),
        )  # fmt: skip

        merge(cast, bureau, below)

        below.refresh_from_db()
        assert below.parent == bureau.parent

    def test_moves_a_post_that_has_not_begun_yet_as_it_is(self, cast, bureau, heir):
        coming = actions.add_post(
            cast.chen,
            organization_id=bureau.pk,
            code="QD-CG-NEXT",
            title="下月设立",
            valid_from=date(2026, 6, 1),
        )

        merge(cast, bureau, heir)

        coming.refresh_from_db()
        assert (coming.organization, coming.valid_to) == (heir, None)

    def test_is_told_of_both_organizations(self, cast, bureau, heir):
        merge(cast, bureau, heir)

        became, came = fate_of(bureau).became, fate_of(heir).came_from
        assert [(one.successor, one.is_whole) for one in became] == [(heir, True)]
        assert [one.organization for one in came] == [bureau]

    def test_is_refused_into_itself(self, cast, bureau):
        with pytest.raises(errors.SucceedsItself):
            merge(cast, bureau, bureau)

    def test_is_refused_into_one_that_has_ended(self, cast, bureau, heir):
        other = queries.get_organization(cast.chen, "QD-SF")
        merge(cast, heir, other)

        with pytest.raises(errors.NotValidThen):
            merge(cast, bureau, heir)

    def test_is_refused_with_nothing_to_merge(self, cast, heir):
        with pytest.raises(errors.NothingToHandOver):
            actions.merge_organizations(
                cast.chen, organization_ids=[], into_id=heir.pk, on=DAY, basis=BASIS
            )


class TestSplitOrganization:
    def split(self, cast, bureau, heir, **named):
        part = Part(organization_id=bureau.pk, successor_id=heir.pk, is_whole=False, **named)
        return actions.split_organization(cast.chen, parts=[part], on=DAY, basis=BASIS)

    def test_moves_what_is_named_and_leaves_the_rest(self, cast, bureau, heir):
        self.split(
            cast,
            bureau,
            heir,
            post_codes=frozenset({"QD-CG-QD0003"}),
            matter_codes=frozenset({"QD-CG-001"}),
        )

        (sun,) = queries.posts_of(cast.sun.own_person_id, DAY)
        (li,) = queries.posts_of(cast.li.own_person_id, DAY)
        bureau.refresh_from_db()
        assert (sun.post.organization, li.post.organization) == (heir, bureau)
        assert (bureau.valid_to, Matter.objects.get().organization) == (None, heir)

    def test_refuses_what_belongs_to_others(self, cast, bureau, heir):
        with pytest.raises(errors.HandedOverTwice):
            self.split(cast, bureau, heir, post_codes=frozenset({"QD-SF-QD0004"}))

    def test_refuses_nothing(self, cast, bureau, heir):
        with pytest.raises(errors.NothingToHandOver):
            self.split(cast, bureau, heir)


class TestMergeDivision:
    def test_takes_its_organizations_along(self, cast):
        start = date(2020, 1, 1)
        old = actions.add_division(cast.chen, code="370298", name="旧区", kind="district")
        into = queries.get_division(cast.chen, "370203")
        made = {
            code: actions.add_organization(
                cast.chen, code=code, name=code, division_id=division.pk, kind="district_bureau",
                domain_code=code[-2:], valid_from=start,
            )
            for code, division in {"370298-CG": old, "370298-SC": old, "370203-CG": into}.items()
        }  # fmt: skip

        actions.merge_division(
            cast.chen,
            division_id=old.pk,
            into_id=into.pk,
            counterparts={made["370298-CG"].pk: made["370203-CG"].pk},
            on=DAY,
            basis=BASIS,
        )

        gone, moved = (Organization.objects.get(code=code) for code in ("370298-CG", "370298-SC"))
        old.refresh_from_db()
        assert (old.successor, old.valid_to) == (into, DAY)
        assert (gone.valid_to, moved.valid_to, moved.division) == (DAY, None, into)


class TestPages:
    @pytest.fixture
    def administrator(self, sign_on, bureau):
        return sign_on("chen")

    def test_try_a_merger_dry_first(self, administrator, bureau):
        told = {"organizations": ["QD-CG"], "into": "QD-DS", "on": str(DAY), "basis": BASIS}

        page = administrator.post(reverse("directory:merge_organizations"), told)

        (plan,) = page.context["plan"]
        bureau.refresh_from_db()
        assert (len(plan.matters), plan.person_count, plan.loses_field) == (1, 6, True)
        assert bureau.valid_to is None

    def test_carry_a_merger_into_a_new_organization_out(self, administrator, bureau):
        told = {
            "organizations": ["QD-CG", "QD-DS"],
            "new_code": "QD-ZH",
            "new_name": "市综合局",
            "on": str(DAY),
            "basis": BASIS,
            "carry_out": "1",
        }

        page = administrator.post(reverse("directory:merge_organizations"), told, follow=True)

        shown = administrator.get(
            reverse("directory:organization", args=["QD-CG"])
        ).content.decode()
        assert "市综合局" in page.content.decode()
        assert "市综合局" in shown
        merged = [member for member in CAST if member.unit in told["organizations"]]
        assert Post.objects.open().filter(organization__code="QD-ZH").count() == len(merged)

    def test_split_by_ticking(self, administrator, bureau):
        address = reverse("directory:split_organization") + "?organization=QD-CG"
        told = {
            "successor": "QD-DS",
            "matters": ["QD-CG-001"],
            "on": str(DAY),
            "basis": BASIS,
            "carry_out": "1",
        }

        chosen = administrator.get(reverse("directory:split_organization"))
        administrator.post(address, told)

        assert chosen.status_code == 200
        assert Matter.objects.get().organization.code == "QD-DS"

    def test_propose_who_takes_over_in_a_division(self, administrator, cast):
        address = reverse("directory:merge_division") + "?division=370203&into=370202"

        page = administrator.get(address)

        assert page.status_code == 200

    def test_say_why_a_merger_is_refused_and_keep_what_was_typed(self, administrator):
        told = {
            "organizations": ["QD-CG"],
            "into": "QD-CG",
            "on": str(DAY),
            "basis": BASIS,
            "carry_out": "1",
        }

        page = administrator.post(reverse("directory:merge_organizations"), told)

        assert page.status_code == 422
        assert BASIS in page.content.decode()
