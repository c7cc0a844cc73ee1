"""The edge of every page: what it turns down before anything else sees it."""

import pytest
from django.test import Client


class TestRefuseNullCharacters:
    @pytest.mark.parametrize(
        "address", ["/hall/%00", "/directory/matters/?q=%00", "/?%00=1", "/api/v1/%00"]
    )
    def test_turns_down_an_address(self, db, address):
        response = Client().get(address)

        assert response.status_code == 400
        assert "Content-Security-Policy" in response

    @pytest.mark.parametrize("values", [{"login": "a\x00"}, {"a\x00": "1"}])
    @pytest.mark.parametrize("content_type", ["multipart", "urlencoded"])
    def test_turns_down_a_form(self, db, values, content_type):
        form = {"content_type": "application/x-www-form-urlencoded"}
        body = "&".join(f"{name}={value}".replace("\x00", "%00") for name, value in values.items())
        sent = {"data": values} if content_type == "multipart" else {"data": body, **form}

        response = Client().post("/account/sign-in/", **sent)

        assert response.status_code == 400

    def test_turns_down_a_quoted_cookie(self, db):
        client = Client(headers={"cookie": 'sessionid="\\000\\000\\000\\000\\000\\000\\000\\000"'})

        assert client.get("/directory/persons/").status_code == 400

    @pytest.mark.parametrize(
        ("language", "words"), [("zh-hans", "看不懂这个请求"), ("en", '<html lang="en">')]
    )
    def test_answers_in_the_readers_language(self, db, language, words):
        response = Client(headers={"accept-language": language}).get("/?q=%00")

        assert words in response.content.decode()

    def test_leaves_the_body_of_a_programs_request_to_be_read(self, db):
        response = Client().post("/api/v1/penalties/matters/X/decisions", {"a": "1"})

        assert response.status_code == 400
        assert response.json()["code"] == "bad_request"


class TestChooseLanguage:
    @pytest.mark.parametrize("outside", ["//evil.org", "https://evil.org/", "javascript:alert(1)"])
    def test_goes_back_inside_the_city_only(self, db, outside):
        assert Client().get("/language/en", {"next": outside}).url == "/"
