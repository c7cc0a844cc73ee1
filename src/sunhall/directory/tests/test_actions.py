"""Acts of the directory: what they do, and when they are refused."""

from dataclasses import replace
from datetime import date

import pytest

from sunhall.directory import actions, errors, queries
from sunhall.directory.models import Division, Matter, Person, Post
from sunhall.directory.rules.drafts import BasisDraft, MatterDraft
from sunhall.kernel.errors import Forbidden, NotFound
from sunhall.kernel.journal import history_of

ARTICLE = BasisDraft(law="青岛市市容和环境卫生管理条例", article="第二十四条第一款", role="罚则")
STALL = MatterDraft(
    code="QD-CG-001",
    name="擅自占用道路或者其他公共场地从事经营活动（含店外经营、流动摊点）",
    organization_code="QD-CG",
    keywords="摆摊 流动摊贩 马路市场",
    bases=(ARTICLE,),
)


@pytest.fixture
def stall(cast):
    return actions.register_matter(cast.chen, STALL)


class TestCloseDivision:
    def test_hands_over_to_the_successor_on_that_day(self, cast):
        old = actions.add_division(cast.chen, code="370299", name="旧区", kind="district")
        heir = queries.get_division(cast.chen, "370203")

        actions.close_division(
            cast.chen, division_id=old.pk, on=date(2026, 1, 1), successor_id=heir.pk
        )

        closed = Division.objects.get(code="370299")
        assert (closed.valid_to, closed.successor) == (date(2026, 1, 1), heir)

    def test_is_refused_where_the_succession_would_be_a_circle(self, cast):
        heir = queries.get_division(cast.chen, "370203")
        gone = queries.get_division(cast.chen, "370205")

        with pytest.raises(errors.CircularSuccession):
            actions.close_division(
                cast.chen, division_id=heir.pk, on=date(2026, 1, 1), successor_id=gone.pk
            )

    def test_is_refused_to_whoever_lacks_the_permission(self, cast):
        division = queries.get_division(cast.li, "370203")

        with pytest.raises(Forbidden):
            actions.close_division(cast.li, division_id=division.pk, on=date(2026, 1, 1))


class TestAddOrganization:
    def test_takes_a_sound_credit_code_in_its_written_form(self, cast):
        division = queries.get_division(cast.chen, "370202")

        organization = actions.add_organization(
            cast.chen,
            code="NEW",
            name="新局",
            division_id=division.pk,
            credit_code="1137 02000050100138".replace(" ", ""),
        )

        assert organization.credit_code == "113702000050100138"

    def test_refuses_a_credit_code_with_a_wrong_check_character(self, cast):
        division = queries.get_division(cast.chen, "370202")

        with pytest.raises(errors.InvalidCode):
            actions.add_organization(
                cast.chen,
                code="NEW",
                name="新局",
                division_id=division.pk,
                credit_code="113702000050100108",
            )

    def test_refuses_a_division_that_has_ended(self, cast):
        division = queries.get_division(cast.chen, "370205")

        with pytest.raises(errors.NotValidThen):
            actions.add_organization(cast.chen, code="NEW", name="新局", division_id=division.pk)


class TestModifyOrganization:
    def test_refuses_to_put_an_organization_under_itself(self, cast):
        government = queries.get_organization(cast.chen, "QD")
        bureau = queries.get_organization(cast.chen, "QD-CG")

        with pytest.raises(errors.CircularHierarchy):
            actions.modify_organization(
                cast.chen,
                organization_id=government.pk,
                name=government.name,
                kind=government.kind,
                parent_id=bureau.pk,
            )


class TestCloseOrganization:
    def test_is_refused_while_posts_stand_on_it(self, cast):
        bureau = queries.get_organization(cast.chen, "QD-CG")

        with pytest.raises(errors.StillInUse):
            actions.close_organization(cast.chen, organization_id=bureau.pk, on=date(2026, 6, 1))


class TestAppoint:
    def test_is_refused_while_somebody_holds_the_post(self, cast):
        post = Post.objects.get(code="QD-CG-QD0001")
        wang = Person.objects.get(employee_number="QD0002")

        with pytest.raises(errors.PostHeld):
            actions.appoint(cast.chen, person_id=wang.pk, post_id=post.pk)

    def test_may_follow_on_the_day_the_last_holder_is_relieved(self, cast):
        post = Post.objects.get(code="QD-CG-QD0001")
        wang = Person.objects.get(employee_number="QD0002")
        actions.relieve(cast.chen, holding_id=post.holdings.get().pk, on=date(2026, 3, 2))

        actions.appoint(cast.chen, person_id=wang.pk, post_id=post.pk, valid_from=date(2026, 3, 2))

        assert [one.post_id for one in queries.posts_of(wang.pk, date(2026, 3, 2))][-1] == post.pk


class TestGrantRole:
    def test_gives_the_posts_holder_the_permissions(self, cast):
        post = Post.objects.get(code="QD-CG-QD0001")
        role = queries.get_role(cast.chen, "reviewer")

        actions.grant_role(cast.chen, role_id=role.pk, post_id=post.pk)

        assert "penalties:benchmark:publish" in queries.permissions_of(post.pk, cast.chen.today)

    def test_is_refused_for_ones_own_post(self, cast):
        role = queries.get_role(cast.chen, "reviewer")

        with pytest.raises(errors.GrantToOneself):
            actions.grant_role(cast.chen, role_id=role.pk, post_id=cast.chen.post_id)

    def test_is_refused_where_the_post_has_the_role(self, cast):
        post = Post.objects.get(code="QD-CG-QD0001")
        role = queries.get_role(cast.chen, "legal_officer")

        with pytest.raises(errors.AlreadyGranted):
            actions.grant_role(cast.chen, role_id=role.pk, post_id=post.pk)


class TestRevokeGrant:
    def test_takes_the_permissions_on_that_day(self, cast):
        post = Post.objects.get(code="QD-CG-QD0001")

        actions.revoke_grant(cast.chen, grant_id=post.grants.get().pk, on=date(2026, 3, 2))

        assert queries.permissions_of(post.pk, date(2026, 3, 1))
        assert not queries.permissions_of(post.pk, date(2026, 3, 2))


class TestDefineRole:
    def test_refuses_a_permission_no_app_knows(self, cast):
        with pytest.raises(errors.UnknownPermission):
            actions.define_role(cast.chen, code="odd", name="怪", permissions=["no:such:thing"])

    def test_is_refused_where_it_would_widen_ones_own_permissions(self, cast):
        role = queries.get_role(cast.chen, "directory_administrator")
        wider = [*role.permissions, "penalties:benchmark:publish"]

        with pytest.raises(errors.GrantToOneself):
            actions.define_role(cast.chen, code=role.code, name=role.name, permissions=wider)


class TestRegisterMatter:
    def test_enters_the_matter_with_its_legal_bases(self, cast, stall):
        matter = queries.get_matter(cast.visitor, "QD-CG-001")

        assert [basis.article for basis in matter.bases] == ["第二十四条第一款"]

    def test_writes_the_journal_in_the_same_act(self, cast, stall):
        entry = history_of("directory.matter", stall.pk)[0]

        assert (entry.event, entry.person_name) == ("directory.matter.registered", "陈目录")

    def test_refuses_a_code_that_is_taken(self, cast, stall):
        with pytest.raises(errors.CodeTaken):
            actions.register_matter(cast.chen, STALL)

    def test_refuses_a_false_31_digit_code(self, cast):
        with pytest.raises(errors.InvalidCode):
            actions.register_matter(cast.chen, replace(STALL, task_code="1" * 31))

    def test_refuses_an_unknown_organization(self, cast):
        with pytest.raises(NotFound):
            actions.register_matter(cast.chen, replace(STALL, organization_code="NO"))


class TestRegisterMatters:
    def test_enters_none_where_one_code_comes_twice(self, cast):
        with pytest.raises(errors.CodeTaken):
            actions.register_matters(cast.chen, [replace(STALL, code="A"), STALL, STALL])

        assert not Matter.objects.exists()


class TestModifyMatter:
    def test_ends_the_bases_no_longer_named_and_keeps_them_readable(self, cast, stall):
        later = replace(STALL, bases=(replace(ARTICLE, article="第三十条"),))

        actions.modify_matter(cast.chen, matter_id=stall.pk, draft=later, on=date(2026, 5, 1))

        ends = dict(stall.legal_bases.values_list("article", "valid_to"))
        assert ends == {"第二十四条第一款": date(2026, 5, 1), "第三十条": None}

    def test_makes_the_new_words_searchable(self, cast, stall):
        draft = replace(STALL, keywords="地摊")

        actions.modify_matter(cast.chen, matter_id=stall.pk, draft=draft)

        assert [one.code for one in queries.list_matters(cast.visitor, query="地摊").items] == [
            "QD-CG-001"
        ]

    def test_is_refused_where_nothing_is_different(self, cast, stall):
        with pytest.raises(errors.NothingChanged):
            actions.modify_matter(cast.chen, matter_id=stall.pk, draft=STALL)


class TestCloseMatter:
    def test_leaves_the_matter_readable_but_unlisted(self, cast, stall):
        actions.close_matter(cast.chen, matter_id=stall.pk, on=date(2026, 3, 3))
        tomorrow = replace(cast.visitor, moment=cast.visitor.moment.replace(day=3))

        assert queries.get_matter(tomorrow, "QD-CG-001")
        assert not queries.list_matters(tomorrow).items

    def test_is_refused_on_the_first_day(self, cast, stall):
        with pytest.raises(errors.EndsBeforeStart):
            actions.close_matter(cast.chen, matter_id=stall.pk, on=stall.valid_from)

    def test_is_refused_the_second_time(self, cast, stall):
        actions.close_matter(cast.chen, matter_id=stall.pk, on=date(2026, 4, 1))

        with pytest.raises(errors.AlreadyClosed):
            actions.close_matter(cast.chen, matter_id=stall.pk, on=date(2026, 5, 1))
