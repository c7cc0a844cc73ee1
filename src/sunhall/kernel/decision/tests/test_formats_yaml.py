from pathlib import Path

import pytest
import yaml

from sunhall.kernel.decision.canonical import canonical_json
from sunhall.kernel.decision.formats import Loaded, dump, load
from sunhall.kernel.decision.formats.as_yaml import SIZE_LIMIT
from sunhall.kernel.decision.formats.example import EXAMPLE
from sunhall.kernel.decision.tests.law_pack import FOLDER

LAW = sorted(FOLDER.glob("*.yaml"))

TWO_ITEMS = """\
meta:
  schema: discretion/v1
  department: 城管
items:
- code: A-1
  name: 甲
- code: A-2
  name: 乙
"""


def load_text(text: str, **options: bool) -> Loaded:
    return load(text.encode(), "table.yaml", **options)


def only_fault(text: str | bytes) -> tuple[str, str]:
    data = text.encode() if isinstance(text, str) else text
    [fault] = load(data, "table.yaml").faults
    return fault.place, fault.message


class TestLoad:
    @pytest.mark.parametrize("path", LAW, ids=lambda path: path.stem)
    def test_takes_over_the_law_pack_word_for_word(self, path: Path):
        plain = yaml.safe_load(path.read_bytes())

        loaded = load(path)

        assert not loaded.faults
        assert canonical_json(loaded.documents) == canonical_json(plain["items"])

    def test_takes_a_single_item_without_meta(self):
        loaded = load_text("code: A-1\nname: 甲\n")

        assert loaded.documents == [{"code": "A-1", "name": "甲"}]

    def test_fills_the_department_from_meta(self):
        loaded = load_text(TWO_ITEMS)

        assert [document["department"] for document in loaded.documents] == ["城管", "城管"]

    def test_knows_the_line_of_every_part(self):
        loaded = load_text("code: A-1\ntiers:\n- when:\n    area: {ge: 3}\n")

        [item] = loaded.items

        assert item.locate("tiers[0].when.area.ge") == "第 4 行"
        assert item.locate("tiers[0].penalties") == "第 3 行"
        assert item.locate("name") == "第 1 行"

    def test_accepts_a_byte_order_mark(self):
        assert load(b"\xef\xbb\xbfcode: A-1", "table.yaml").documents == [{"code": "A-1"}]

    def test_keeps_dates_as_text(self):
        assert load_text("code: 2024-01-31").documents == [{"code": "2024-01-31"}]

    def test_follows_aliases(self):
        loaded = load_text("items: [{code: A, tags: &t [x]}, {code: B, tags: *t}]")

        assert loaded.documents == [{"code": "A", "tags": ["x"]}, {"code": "B", "tags": ["x"]}]

    @pytest.mark.parametrize(
        ("text", "place", "message"),
        [
            ("code: A\nmin: .nan", "第 2 行", "“.nan”不是有限的数字"),
            ("code: A\nmin: -.inf", "第 2 行", "“-.inf”不是有限的数字"),
            ("code: A\nmin: 1e400", "第 2 行", "数字过大：“1e400”"),
            ("min: 0.12345678901234567890", "第 1 行", "有效数字至多 15 位"),
            (f"min: {'9' * 5000}", "第 1 行", "数字过长"),
            ("min: 010", "第 1 行", "在不同的程序里数值不同"),
            ("min: 1_000", "第 1 行", "在不同的程序里数值不同"),
            ("min: 12:30", "第 1 行", "在不同的程序里数值不同"),
            ("flag: no", "第 1 行", "请写 true 或 false"),
            ("code: A\nname: x\ncode: B", "第 3 行", "字段 code 重复"),
            ("{a: 1}: 2", "第 1 行", "字段名应为文字"),
            ("a: !!python/name:os.system x", "第 1 行", "不接受类型标记"),
            ("a: *nobody", "第 1 行", "没有对应的锚点"),
            ("a: &a [*a]", "第 1 行", "没有对应的锚点"),
            ("a: b: c", "第 1 行", "不是有效的 YAML"),
            ("---\na: 1\n---\nb: 1", "第 4 行", "只能有一份文档"),
            ("[" * 100_000, "第 1 行", "嵌套超过 24 层"),
            ("", "整个文件", "文件是空的"),
            ("- 1", "第 1 行", "meta 与 items"),
            ("items: 3", "第 1 行", "items 应为事项的列表"),
            ("items:\n- 3", "第 2 行", "事项应为由字段组成的记录"),
            ("meta: {schema: other/v9}\nitems: []", "第 1 行", "格式应为 discretion/v1"),
            ("metta: {}\nitems: []", "第 1 行", "没有名为 metta 的部分"),
        ],
    )
    def test_names_the_fault_and_its_line(self, text: str, place: str, message: str):
        found_place, found_message = only_fault(text)

        assert found_place == place
        assert message in found_message

    def test_says_that_a_file_is_gbk(self):
        place, message = only_fault("code: A\nname: 占道经营".encode("gbk"))

        assert place == "第 2 行"
        assert "GBK" in message

    def test_says_that_a_file_is_utf_16(self):
        assert "UTF-16" in only_fault("code: A".encode("utf-16"))[1]

    def test_says_that_a_file_is_binary(self):
        assert "二进制" in only_fault(b"\x7fELF\0\0")[1]

    def test_refuses_an_alias_bomb(self):
        rows = [f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]

        _place, message = only_fault("\n".join(["a0: &a0 [1]", *rows]))

        assert "500000" in message

    def test_refuses_a_file_beyond_the_limit(self):
        assert "5 MB" in only_fault(b"a: 1\n" * (SIZE_LIMIT // 5 + 1))[1]

    def test_refuses_both_items_of_one_code(self):
        loaded = load_text("items:\n- {code: A}\n- {code: B}\n- {code: A}\n", sound_only=True)

        assert [fault.place for fault in loaded.faults] == ["第 2 行", "第 4 行"]
        assert "A 在文件中出现了 2 次" in loaded.faults[0].message
        assert loaded.documents == [{"code": "B"}]

    def test_takes_nothing_of_a_faulty_file(self):
        text = TWO_ITEMS + "  limit: .inf\n"

        assert load_text(text).documents == []

    def test_takes_the_sound_items_where_asked(self):
        text = TWO_ITEMS + "  limit: .inf\n"

        loaded = load_text(text, sound_only=True)

        assert [item.code for item in loaded.items] == ["A-1"]
        assert [fault.item for fault in loaded.faults] == ["A-2"]


class TestLoadPath:
    @pytest.mark.parametrize(
        ("name", "message"),
        [
            ("missing.yaml", "文件不存在"),
            ("folder.yaml", "这不是一个文件"),
            ("table.doc", "不认识的文件类型"),
        ],
    )
    def test_says_what_is_wrong_with_the_file(self, tmp_path: Path, name: str, message: str):
        (tmp_path / "folder.yaml").mkdir()

        [fault] = load(tmp_path / name).faults

        assert fault.place == "整个文件"
        assert message in fault.message

    def test_does_not_read_a_huge_file(self, tmp_path: Path):
        path = tmp_path / "huge.yaml"
        with path.open("wb") as file:
            file.truncate(50 * 2**20)

        [fault] = load(path).faults

        assert "文件过大" in fault.message


class TestDump:
    @pytest.mark.parametrize(
        "text",
        ["no", "010", "1.0", "2024-01-31", "1e3", "=1+1", "null", "- a", "a: b", "甲\n乙", ""],
    )
    def test_keeps_text_that_looks_like_something_else(self, text: str):
        document = {"code": "A", "name": text}

        assert load(dump([document], "a.yaml"), "a.yaml").documents == [document]

    def test_writes_shared_parts_in_full(self):
        shared = [1, 2]

        text = dump([{"code": "A", "a": shared, "b": shared}], "a.yaml").decode()

        assert "&" not in text

    def test_keeps_the_example(self):
        assert load(dump([EXAMPLE], "a.yaml"), "a.yaml").documents == [EXAMPLE]
