"""Check characters: what the standards guarantee against a wrong character, for any code."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sunhall.kernel.identifiers import KINDS, IdentifierError, check
from sunhall.kernel.identifiers.checksums import (
    CREDIT_CODE_CHARACTERS,
    DIGITS,
    LETTERS_AND_DIGITS,
    ORGANIZATION_WEIGHTS,
    credit_code_check,
    license_check,
    organization_check,
    resident_check,
)

digits = st.text(DIGITS, min_size=3, max_size=3)


@st.composite
def resident_ids(draw: st.DrawFn) -> str:
    born = draw(st.dates(date(1900, 1, 1), date(2026, 1, 1)))
    body = f"370202{born:%Y%m%d}{draw(digits)}"
    return body + resident_check(body)


@st.composite
def organization_codes(draw: st.DrawFn, alphabet: str = LETTERS_AND_DIGITS) -> str:
    body = draw(st.text(alphabet, min_size=8, max_size=8))
    return body + organization_check(body)


@st.composite
def credit_codes(draw: st.DrawFn) -> str:
    category = draw(st.sampled_from(["11", "12", "51", "91", "92"]))
    body = f"{category}370200{draw(organization_codes(CREDIT_CODE_CHARACTERS))}"
    return body + credit_code_check(body)


@st.composite
def license_ids(draw: st.DrawFn) -> str:
    serial = draw(st.text(LETTERS_AND_DIGITS, min_size=1, max_size=32))
    fields = [draw(credit_codes()) + draw(digits), draw(credit_codes()), serial, draw(digits)]
    return f"1.2.156.3005.2.{'.'.join(fields)}.{license_check(''.join(fields))}"


CODES = {
    "resident-id": resident_ids(),
    "credit-code": credit_codes(),
    "organization-code": organization_codes(),
    "license-id": license_ids(),
}


@pytest.mark.parametrize("kind", CODES)
class TestCheckCharacters:
    @given(data=st.data())
    def test_make_a_valid_code(self, kind, data):
        code = data.draw(CODES[kind])

        assert check(kind, code).value == code


@pytest.mark.parametrize("kind", ["resident-id", "credit-code", "license-id"])
class TestCheckOfOneWrongCharacter:
    @given(data=st.data())
    def test_always_refuses_it(self, kind, data):
        code = data.draw(CODES[kind])
        place = data.draw(st.integers(0, len(code) - 1))
        other = data.draw(st.sampled_from(LETTERS_AND_DIGITS + ".-"))
        assume(other != code[place])

        with pytest.raises(IdentifierError):
            check(kind, code[:place] + other + code[place + 1 :])


class TestCheckOfAnOrganizationCode:
    @given(organization_codes(), st.integers(0, 7), st.sampled_from(LETTERS_AND_DIGITS))
    def test_refuses_a_wrong_character_unless_eleven_apart(self, code, place, other):
        values = LETTERS_AND_DIGITS.index(code[place]), LETTERS_AND_DIGITS.index(other)
        wrong = code[:place] + other + code[place + 1 :]

        if (values[0] - values[1]) * ORGANIZATION_WEIGHTS[place] % 11 == 0:
            assert check("organization-code", wrong).value == wrong
        else:
            with pytest.raises(IdentifierError):
                check("organization-code", wrong)


class TestCheckOfAnything:
    @given(st.sampled_from(list(KINDS)), st.text(max_size=40))
    def test_is_refused_by_an_identifier_error_only(self, kind, text):
        assume(not text.strip().isalnum())

        with pytest.raises(IdentifierError):
            check(kind, text)
