"""The organization chart: where boxes go, what the picture tells to whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sunhall.directory.rules.chart import MARGIN, WIDTH, Unit, lay_out

TREES = st.recursive(
    st.builds(Unit, name=st.text(max_size=40), note=st.sampled_from(["", "某人"])),
    lambda below: st.builds(Unit, name=st.text(max_size=40), below=st.lists(below, max_size=4)),
    max_leaves=20,
)


class TestLayOut:
    @given(st.lists(TREES, max_size=3))
    def test_keeps_every_box_inside_and_apart(self, units):
        chart = lay_out(units)

        for box in chart.boxes:
            assert box.x >= MARGIN
            assert box.x + box.width <= WIDTH - MARGIN
            assert box.y + box.height <= chart.height
        for above, below in zip(chart.boxes, chart.boxes[1:], strict=False):
            assert above.y + above.height < below.y

    def test_cuts_a_name_that_the_box_does_not_hold(self):
        (box,) = lay_out([Unit(name="长" * 60)]).boxes

        assert box.label == "长" * 24 + "…"

    def test_draws_a_line_to_each_unit_below(self):
        chart = lay_out([Unit(name="上", below=[Unit(name="甲"), Unit(name="乙")])])

        assert len(chart.lines) == 3


class TestChart:
    @pytest.mark.parametrize(
        "address", ["chart/", "chart/QD-CG/", "chart/?on=1900-01-01", "chart/QD-CG/?on=1900-01-01"]
    )
    def test_is_open_to_everyone(self, cast, client, address):
        assert client.get(f"/directory/{address}").status_code == 200

    def test_draws_every_organization_with_a_way_to_it(self, cast, client):
        body = client.get("/directory/chart/").content.decode()

        assert body.count('href="/directory/organizations/QD-CG/"') == 2
        assert "style=" not in body

    def test_seats_persons_only_for_who_may_see_them(self, cast, client, sign_on):
        public = client.get("/directory/chart/QD-CG/").content.decode()
        shown = sign_on("chen").get("/directory/chart/QD-CG/").content.decode()

        assert ("李法规" in public, "李法规" in shown) == (False, True)

    def test_costs_the_same_for_a_city_as_for_a_bureau(
        self, cast, client, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(2):
            client.get("/directory/chart/")
