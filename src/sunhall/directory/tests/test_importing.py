"""The directory as a workbook: out and in again, all or nothing."""

from datetime import date

import pytest

from sunhall.directory import actions, errors, queries
from sunhall.directory.models import Division, Matter, Organization, Post
from sunhall.directory.rules.drafts import BasisDraft, MatterDraft
from sunhall.directory.rules.tables import TABLES
from sunhall.directory.rules.workbook import parse, write
from sunhall.kernel.models import JournalEntry
from sunhall.kernel.sheets import read_workbook, write_workbook

BASIS = BasisDraft(law="条例", article="第一条", role="罚则")


@pytest.fixture
def book(cast):
    draft = MatterDraft(code="QD-CG-001", name="摆摊", organization_code="QD-CG", bases=(BASIS,))
    actions.register_matter(cast.chen, draft)
    return read_workbook(write_workbook(write(queries.read_directory(cast.chen))))


def rows_of(book, sheet):
    header, *rows = book[sheet]
    return header, rows


def add(book, sheet, **values):
    table = next(table for table in TABLES if table.sheet == sheet)
    book[sheet].append([values.get(column.field) for column in table.columns])


def change(book, sheet, code, **values):
    table = next(table for table in TABLES if table.sheet == sheet)
    fields = [column.field for column in table.columns]
    row = next(row for row in book[sheet] if row[0] == code)
    row += [None] * (len(fields) - len(row))
    for name, value in values.items():
        row[fields.index(name)] = value


class TestImportDirectory:
    def test_changes_nothing_where_the_workbook_came_straight_out(self, cast, book):
        assert actions.import_directory(cast.chen, parse(book)) == []

    def test_adds_a_whole_bureau_wherever_its_rows_stand(self, cast, book):
        unit = {"kind": "district_bureau", "division": "370202", "valid_from": date(2026, 1, 1)}
        add(book, "单位", code="B2", name="下级", parent="B1", **unit)
        add(book, "单位", code="B1", name="上级", parent="QD", **unit)
        add(book, "人员", employee_number="N1", name="新人", valid_from=date(2026, 1, 1))
        post = {"code": "P1", "title": "科员", "organization": "B2", "holder": "N1"}
        add(book, "岗位", valid_from=date(2026, 1, 1), held_from=date(2026, 1, 2), **post)
        add(book, "角色授权", role="legal_officer", post="P1", valid_from=date(2026, 1, 1))
        certificate = {"certificate_number": "Z1", "employee_number": "N1", "scope": "城市管理"}
        add(book, "执法资格", valid_from=date(2026, 1, 2), **certificate)
        matter = {"code": "M1", "name": "新事项", "kind": "02", "level": "4", "organization": "B2"}
        add(book, "事项", valid_from=date(2026, 1, 1), **matter)
        basis = {"matter": "M1", "law": "条例", "article": "第二条", "certainty": "verified"}
        add(book, "法律依据", **basis)

        actions.import_directory(cast.chen, parse(book))

        person = queries.get_person(cast.chen, "N1")
        held = queries.posts_of(person.pk, cast.chen.today)
        assert [one.post.code for one in held] == ["P1"]
        assert "penalties:benchmark:draft" in queries.permissions_of(
            held[0].post_id, cast.chen.today
        )
        assert queries.is_qualified(person.pk, cast.chen.today, "城市管理")
        assert [one.article for one in queries.get_matter(cast.chen, "M1").bases] == ["第二条"]

    def test_changes_and_closes(self, cast, book):
        change(book, "单位", "QD-CG", short_name="城管")
        change(book, "事项", "QD-CG-001", valid_to=date(2026, 12, 1))
        change(book, "岗位", "QD-CG-QD0001", holder="QD0003", held_from=date(2026, 3, 2))

        actions.import_directory(cast.chen, parse(book))

        assert Organization.objects.get(code="QD-CG").short_name == "城管"
        assert Matter.objects.get(code="QD-CG-001").valid_to == date(2026, 12, 1)
        holder = Post.objects.get(code="QD-CG-QD0001").holdings.on(date(2026, 3, 2)).get().person
        assert holder.employee_number == "QD0003"

    def test_changes_a_matter_and_its_legal_basis(self, cast, book):
        change(book, "事项", "QD-CG-001", name="摆摊设点")
        change(book, "法律依据", "QD-CG-001", gist="不得摆摊")

        actions.import_directory(cast.chen, parse(book))

        matter = queries.get_matter(cast.chen, "QD-CG-001")
        assert (matter.name, matter.bases[0].gist) == ("摆摊设点", "不得摆摊")

    def test_hands_a_division_over(self, cast, book):
        change(book, "区划", "370203", valid_to=date(2027, 1, 1), successor="370202")

        actions.import_directory(cast.chen, parse(book))

        assert Division.objects.get(code="370203").successor.code == "370202"

    def test_imports_nothing_of_a_faulty_workbook(self, cast, book):
        add(book, "人员", employee_number="N1", name="新人")
        add(book, "人员", employee_number="N 2", name="坏行")
        before = JournalEntry.objects.count()

        with pytest.raises(errors.WorkbookFaulty):
            actions.import_directory(cast.chen, parse(book))

        assert JournalEntry.objects.count() == before

    def test_imports_nothing_where_the_last_row_breaks_a_rule(self, cast, book):
        add(book, "人员", employee_number="N1", name="新人", valid_from=date(2026, 1, 1))
        change(book, "单位", "QD-CG", valid_to=date(2026, 12, 1))

        with pytest.raises(errors.RowRefused) as refused:
            actions.import_directory(cast.chen, parse(book))

        assert "QD-CG" in str(refused.value)
        assert not queries.list_persons(cast.chen, query="N1").items

    def test_refuses_a_false_credit_code_with_its_cell(self, cast, book):
        change(book, "单位", "QD-CG", credit_code="113702000050100108")
        parsed = parse(book)

        with pytest.raises(errors.WorkbookFaulty):
            actions.import_directory(cast.chen, parsed)

        assert parsed.faults[0].place.startswith("单位!E")


class TestReadDirectory:
    def test_leaves_out_the_people_the_actor_may_not_see(self, cast):
        numbers = queries.read_directory(cast.li)["persons"]

        assert list(numbers) == [("QD0001",)]

    def test_costs_one_query_a_table_and_one_for_the_holders(
        self, cast, book, django_assert_num_queries
    ):
        with django_assert_num_queries(11):
            queries.read_directory(cast.chen)
