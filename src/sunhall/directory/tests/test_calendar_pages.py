"""Pages of the calendar: the year, the deadline calculator, and the upkeep."""

import re
from html import unescape

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sunhall.directory import actions, queries
from sunhall.directory.rules.announcements import read_lines
from sunhall.kernel.models import CalendarDay
from sunhall.kernel.sheets import write_workbook

LINES = "2027-01-01 休 元旦\n2027-01-03 班 元旦调休"
ASKED = {"start": "2011-01-25", "amount": "20", "unit": "wd"}
VECTORS = [
    ("2011-01-25", "20", "wd", "2011年2月25日"),
    ("2011-09-28", "20", "wd", "2011年10月31日"),
    ("2011-01-28", "5", "wd", "2011年2月10日"),
    ("2011-01-30", "5", "wd", "2011年2月11日"),
    ("2011-04-01", "3", "wd", "2011年4月7日"),
    ("2025-12-01", "45", "wd", "2026年2月3日"),
    ("2025-09-22", "15", "d", "2025年10月9日"),
    ("2025-07-06", "90", "d", "2025年10月9日"),
]


@pytest.fixture
def calendar_url(db):
    return reverse("directory:calendar")


@pytest.fixture
def maintain_url():
    return reverse("directory:maintain_calendar")


@pytest.fixture
def import_url():
    return reverse("directory:import_calendar")


@pytest.fixture
def reader(client):
    """Return a browser with a session: its pages are its own and never kept."""
    client.cookies[settings.SESSION_COOKIE_NAME] = "a session"
    return client


def text_of(response) -> str:
    return unescape(response.content.decode())


class TestYear:
    def test_shows_this_year_and_leads_to_its_neighbors(self, reader, calendar_url):
        response = reader.get(calendar_url)

        year = response.context["today"].year
        assert response.context["year"].number == year
        assert f"?year={year - 1}" in text_of(response)
        assert f"?year={year + 1}" in text_of(response)

    def test_names_holidays_and_make_up_days(self, client, calendar_url):
        body = text_of(client.get(calendar_url, {"year": "2026"}))

        assert 'class="date date-holiday" title="春节"' in body
        assert 'class="date date-make_up" title="春节"' in body
        assert "尚未公布" not in body

    @pytest.mark.parametrize(
        ("year", "words"),
        [("2099", "2099 年的放假安排尚未公布"), ("2003", "2003 年的放假安排未收录")],
    )
    def test_says_that_a_year_is_not_known(self, client, calendar_url, year, words):
        assert words in text_of(client.get(calendar_url, {"year": year}))

    def test_shows_an_act_at_once_though_the_page_is_kept(self, cast, calendar_url):
        first = text_of(Client().get(calendar_url, {"year": "2027"}))

        actions.import_calendar(cast.chen, rows=read_lines(LINES).days)
        second = text_of(Client().get(calendar_url, {"year": "2027"}))
        actions.clear_calendar_day(cast.chen, day=read_lines(LINES).days[0].date)
        third = text_of(Client().get(calendar_url, {"year": "2027"}))

        assert ["尚未公布" in body for body in (first, second, third)] == [True, False, True]

    @pytest.mark.parametrize(
        "year", ["abc", "1949", "2101", "-1", "２０２６", "9" * 5000, "2026.5"]
    )
    def test_says_what_to_write_instead_of_a_year_that_is_none(self, client, calendar_url, year):
        response = client.get(calendar_url, {"year": year})

        assert response.status_code == 422
        assert f"“{year[:5]}"[:6] in text_of(response)
        assert "请填 1950 至 2100 之间的年份" in text_of(response)

    def test_offers_upkeep_to_the_administrator_only(
        self, client, sign_on, calendar_url, maintain_url
    ):
        seen = [text_of(client.get(calendar_url)), text_of(sign_on("li").get(calendar_url))]
        offered = text_of(sign_on("chen").get(calendar_url))

        assert [maintain_url in body for body in (*seen, offered)] == [False, False, True]

    def test_costs_the_same_for_few_and_many_days(
        self, client, cast, calendar_url, django_assert_num_queries
    ):
        lines = "\n".join(f"2027-{month:02}-{day:02} 休 x" for month in (1, 3) for day in (1, 9))
        actions.import_calendar(cast.chen, rows=read_lines(lines).days)

        with django_assert_num_queries(3):
            client.get(calendar_url, {"year": "2028"})


class TestDeadline:
    @pytest.mark.parametrize(("start", "amount", "unit", "due"), VECTORS)
    def test_reckons_what_the_law_says(self, client, calendar_url, start, amount, unit, due):
        response = client.get(calendar_url, {"start": start, "amount": amount, "unit": unit})

        assert f'<p class="amount">{due}</p>' in text_of(response)

    def test_gives_an_address_that_gives_the_answer_again(self, reader, calendar_url):
        asked = {**ASKED, "article": "行政许可法第四十二条", "pause_1_start": "2011-02-21",
                 "pause_1_end": "2011-02-22", "pause_1_cause": "听证"}  # fmt: skip
        link = reader.get(calendar_url, asked).context["link"]

        again = reader.get(link.partition("#")[0]).context

        assert again["deadline"].due_date.isoformat() == "2011-03-01"
        assert again["link"] == link

    def test_counts_by_the_citys_own_days(self, client, cast, calendar_url):
        day = read_lines("2026-03-06 休").days[0].date
        actions.set_calendar_day(cast.chen, day=day, is_working=False, note="海洋节")

        body = text_of(
            client.get(calendar_url, {"start": "2026-03-05", "amount": "1", "unit": "wd"})
        )

        assert "2026年3月9日" in body
        assert "本市日历定为放假（海洋节）" in body

    def test_warns_of_a_year_not_announced(self, client, calendar_url):
        body = text_of(client.get(calendar_url, {**ASKED, "start": "2027-01-04"}))

        assert "2027 年的放假安排尚未公布或未收录" in body

    @pytest.mark.parametrize(
        ("given", "field", "words"),
        [
            ({"start": ""}, "start", ""),
            ({"start": "soon"}, "start", "“soon”不是日期"),
            ({"start": "2011-02-30"}, "start", "“2011-02-30”不是日期"),
            ({"start": "1900-01-01"}, "start", "超出日历范围"),
            ({"amount": "-3"}, "amount", "“-3”不是天数。请填 1 至 3660 的整数"),
            ({"amount": "0"}, "amount", "“0”不是天数"),
            ({"amount": "1e3"}, "amount", "“1e3”不是天数"),
            ({"amount": "9" * 9999}, "amount", "不是天数"),
            ({"start": "2100-12-20"}, "amount", "超出日历范围"),
            ({"unit": "weeks"}, "unit", "weeks"),
            ({"pause_1_start": "2011-02-01"}, "pause_1_end", "中止要有起日和止日"),
            ({"pause_2_cause": "听证"}, "pause_2_start", "请补上起日和止日"),
            (
                {"pause_1_start": "2011-02-03", "pause_1_end": "2011-02-01"},
                "pause_1_end",
                "早于起日",
            ),
            ({"more_amount": "x"}, "more_amount", "“x”不是天数"),
        ],
    )
    def test_says_what_is_wrong_at_its_field(self, client, calendar_url, given, field, words):
        response = client.get(calendar_url, {**ASKED, **given})

        assert response.status_code == 422
        assert list(response.context["form"].errors) == [field]
        assert words in str(response.context["form"].errors[field])

    def test_keeps_what_was_written(self, client, calendar_url):
        body = text_of(client.get(calendar_url, {"start": "soon", "amount": "x", "unit": "d"}))

        assert 'value="soon"' in body
        assert 'value="x"' in body
        assert '<option value="d" selected>' in body

    def test_lists_only_so_many_days(self, reader, calendar_url):
        response = reader.get(calendar_url, {**ASKED, "amount": "3660"})

        assert len(response.context["records"]) == 400
        assert "只列前 400 天" in text_of(response)


class TestMaintain:
    def test_sets_a_day(self, sign_on, maintain_url):
        values = {"day": "2026-03-06", "kind": "off", "note": "海洋节"}

        response = sign_on("chen").post(maintain_url, values, follow=True)

        row = CalendarDay.objects.get()
        assert (str(row.date), row.is_working, row.note, row.is_own) == (
            "2026-03-06", False, "海洋节", True
        )  # fmt: skip
        assert "本市日历定为放假（海洋节）" in text_of(response)

    def test_shows_what_is_wrong_and_keeps_what_was_written(self, sign_on, maintain_url):
        values = {"day": "2026-02-30", "kind": "off", "note": "我写的"}

        response = sign_on("chen").post(maintain_url, values)

        assert response.status_code == 422
        assert "“2026-02-30”不是日期" in text_of(response)
        assert 'value="我写的"' in text_of(response)

    def test_starts_from_what_the_table_says(self, cast, sign_on, maintain_url):
        actions.import_calendar(cast.chen, rows=read_lines(LINES).days)

        form = sign_on("chen").get(maintain_url, {"day": "2027-01-03"}).context["form"]

        assert form.initial == {"day": "2027-01-03", "kind": "on", "note": "元旦"}

    @pytest.mark.parametrize("query", [{"year": "x"}, {"day": "soon"}, {"year": "9999"}])
    def test_bears_a_strange_address(self, sign_on, maintain_url, query):
        assert sign_on("chen").get(maintain_url, query).status_code == 200


class TestClear:
    def test_takes_the_day_out(self, cast, sign_on):
        actions.import_calendar(cast.chen, rows=read_lines(LINES).days)

        response = sign_on("chen").post(
            reverse("directory:clear_calendar_day", args=["2027-01-01"]), follow=True
        )

        assert "2027-01-01 现为：工作日" in text_of(response)
        assert CalendarDay.objects.count() == 1

    @pytest.mark.parametrize("day", ["2027-01-01", "soon", "9999-99-99"])
    def test_finds_only_days_of_the_table(self, sign_on, day):
        response = sign_on("chen").post(reverse("directory:clear_calendar_day", args=[day]))

        assert response.status_code == 404


class TestTakeIn:
    def test_is_looked_at_first_and_then_imported(self, sign_on, import_url):
        client = sign_on("chen")

        shown = client.post(import_url, {"lines": LINES})
        before = CalendarDay.objects.count()
        text = unescape(re.search(r'name="lines" value="([^"]+)"', shown.content.decode())[1])
        client.post(import_url, {"lines": text, "import": "1"})

        assert [str(one.day.date) for one in shown.context["changes"]] == [
            "2027-01-01", "2027-01-03"
        ]  # fmt: skip
        assert before == 0
        assert CalendarDay.objects.filter(is_own=False).count() == 2

    def test_takes_a_workbook(self, cast, sign_on, import_url):
        rows = [["日期", "休或班", "节日"], ["2027-01-01", "休", "元旦"]]
        file = SimpleUploadedFile("a.xlsx", write_workbook({"2027": rows}))

        response = sign_on("chen").post(import_url, {"file": file, "import": "1"})

        assert response.status_code == 302
        assert queries.city_calendar(cast.chen).is_announced(2027)

    @pytest.mark.parametrize(
        ("lines", "words"),
        [
            ("2027-1-1 休", "“2027-1-1”不是日期"),
            ("2027-01-01 休\n2027-01-01 班", "与第 1 行重复"),
            ("", "没有读到任何一天"),
        ],
    )
    def test_imports_nothing_of_a_faulty_announcement(self, sign_on, import_url, lines, words):
        values = {"lines": lines, "import": "1"}

        response = sign_on("chen").post(import_url, values)

        assert response.status_code == 422
        assert words in text_of(response)
        assert not CalendarDay.objects.exists()

    def test_says_what_is_wrong_with_a_file_that_is_none(self, sign_on, import_url):
        file = SimpleUploadedFile("a.xlsx", b"not a workbook")

        response = sign_on("chen").post(import_url, {"file": file})

        assert response.status_code == 422

    def test_says_that_a_year_stays_unannounced(self, sign_on, import_url):
        response = sign_on("chen").post(import_url, {"lines": "2027-02-06 休 春节"})

        assert "没有 2027 年 1 月 1 日" in text_of(response)

    def test_is_refused_when_somebody_was_faster(self, cast, sign_on, import_url):
        actions.import_calendar(cast.chen, rows=read_lines(LINES).days)

        response = sign_on("chen").post(import_url, {"lines": LINES, "import": "1"})

        assert response.status_code == 409
        assert "内容没有变化" in text_of(response)
