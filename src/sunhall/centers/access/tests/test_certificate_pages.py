"""The pages of certificates, seals and signatures, as people use them."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.authority import a_certificate, hold, now

from sunhall.centers.access import actions
from sunhall.centers.access.models import Certificate, CertificateRequest, Seal, SealUse
from sunhall.centers.access.rules.authority.keys import P256Key
from sunhall.centers.access.rules.authority.names import ask
from sunhall.centers.access.tests.test_seals import DECISION, PASSPHRASE, a_picture


@pytest.fixture
def city(cast, authority_home):
    """Return the cast of today, after the key ceremony."""
    city = now(cast)
    hold(city.system)
    return city


def upload(content: bytes, name: str = "file.pdf") -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, content)


class TestAsk:
    def test_leads_from_request_to_certificate_and_back_to_its_holder(self, city, sign_on):
        client = sign_on("li")
        request = upload(ask(P256Key.generate(), "x"), "my.csr")
        client.post(reverse("access:request_certificate"), {"request": request})
        waiting = CertificateRequest.objects.get()

        client = sign_on("chen")
        desk = client.get(reverse("access:certificate_desk")).content.decode()
        client.post(reverse("access:decide_certificate", args=[waiting.pk, "approve"]))

        mine = sign_on("li").get(reverse("access:certificates")).content.decode()
        assert "已证明持有" in desk
        assert "有效" in mine
        assert Certificate.objects.get(request=waiting).common_name == "李法规"

    @pytest.mark.parametrize("fields", [{}, {"passphrase": "short"}])
    def test_says_what_is_missing_and_shows_no_passphrase_again(self, city, sign_on, fields):
        answer = sign_on("li").post(reverse("access:request_certificate"), fields)

        assert answer.status_code == 422
        assert "short" not in answer.content.decode()

    def test_says_that_a_file_is_no_request(self, city, sign_on):
        fields = {"request": upload(b"nothing")}

        answer = sign_on("li").post(reverse("access:request_certificate"), fields)

        assert "不是有效的证书请求" in answer.content.decode()


class TestDecide:
    def test_asks_for_a_reason(self, city, sign_on):
        asked = actions.request_certificate(city.li, request=ask(P256Key.generate(), "x"))
        address = reverse("access:decide_certificate", args=[asked.pk, "refuse"])

        sign_on("chen").post(address, {"reason": ""})

        asked.refresh_from_db()
        assert asked.state == "requested"

    def test_sends_back_with_the_reason(self, city, sign_on):
        asked = actions.request_certificate(city.li, request=ask(P256Key.generate(), "x"))
        address = reverse("access:decide_certificate", args=[asked.pk, "refuse"])

        sign_on("chen").post(address, {"reason": "请先补办入职"})

        mine = sign_on("li").get(reverse("access:certificates")).content.decode()
        assert "请先补办入职" in mine


class TestChange:
    def test_lets_the_holder_suspend_and_only_the_officer_resume(self, city, sign_on):
        row = a_certificate(city, city.li)
        client = sign_on("li")
        client.post(reverse("access:change_certificate", args=[row.pk, "suspend"]))

        resumed = client.post(reverse("access:change_certificate", args=[row.pk, "resume"]))
        sign_on("chen").post(reverse("access:change_certificate", args=[row.pk, "resume"]))

        row.refresh_from_db()
        assert (resumed.status_code, row.status) == (404, "good")

    def test_revokes_for_the_reason_chosen(self, city, sign_on):
        row = a_certificate(city, city.li)
        address = reverse("access:change_certificate", args=[row.pk, "revoke"])

        sign_on("li").post(address, {"reason": "key_compromise"})

        row.refresh_from_db()
        assert (row.status, row.reason) == ("revoked", "key_compromise")


class TestDesk:
    def test_finds_by_name_and_status_in_as_many_queries_however_many(
        self, city, sign_on, django_assert_max_num_queries
    ):
        for actor in (city.li, city.wang, city.sun):
            a_certificate(city, actor)
        client = sign_on("chen")

        with django_assert_max_num_queries(12):
            body = client.get(reverse("access:certificate_desk"), {"q": "王审核"}).content.decode()

        assert "王审核" in body
        assert "孙执法" not in body


class TestSeals:
    def test_leads_from_a_picture_to_a_decision_that_a_stranger_verifies(
        self, city, sign_on, client
    ):
        fields = {"name": "行政处罚专用章", "picture": upload(a_picture(), "seal.png")}
        sign_on("li").post(reverse("access:request_seal"), fields)
        seal = Seal.objects.get()
        sign_on("he").post(reverse("access:grant_seal", args=[seal.pk]))
        fields = {"title": "处罚决定书", "document": upload(DECISION)}
        sign_on("li").post(reverse("access:request_seal_use", args=[seal.pk]), fields)
        use = SealUse.objects.get()
        sign_on("he").post(reverse("access:decide_seal_use", args=[use.pk, "approve"]))
        sealed = sign_on("li").get(reverse("access:sealed_document", args=[use.pk]))

        client.logout()
        body = client.post(
            reverse("authority:verify"), {"document": upload(sealed.content, "处罚决定书.pdf")}
        ).content.decode()

        assert "文件签署后没有被改动，证书在签署时有效" in body
        assert "市城市管理局（综合行政执法局）" in body
        assert "行政处罚专用章" in body

    def test_shows_who_asked_no_button_to_grant(self, city, sign_on):
        actions.request_seal(city.li, name="公章", picture=a_picture())

        assert "批准制作" not in sign_on("li").get(reverse("access:seals")).content.decode()
        assert "批准制作" in sign_on("he").get(reverse("access:seals")).content.decode()


class TestSign:
    def test_gives_the_signed_document_back(self, city, sign_on, client):
        asked = actions.request_kept_certificate(city.li, passphrase=PASSPHRASE)
        row = actions.approve_request(city.chen, request_id=asked.pk)
        fields = {"certificate": row.pk, "passphrase": PASSPHRASE, "document": upload(DECISION)}

        answer = sign_on("li").post(reverse("access:sign_document"), fields)

        content = BytesIO(answer.content)
        assert answer["Content-Type"] == "application/pdf"
        body = client.post(reverse("authority:verify"), {"document": content}).content.decode()
        assert "文件签署后没有被改动，证书在签署时有效" in body

    def test_keeps_what_was_typed_but_the_passphrase(self, city, sign_on):
        asked = actions.request_kept_certificate(city.li, passphrase=PASSPHRASE)
        row = actions.approve_request(city.chen, request_id=asked.pk)
        fields = {
            "certificate": row.pk,
            "passphrase": "another passphrase",
            "reason": "同意发布",
            "document": upload(DECISION),
        }

        body = sign_on("li").post(reverse("access:sign_document"), fields).content.decode()

        assert "口令不对" in body
        assert "同意发布" in body
        assert "another passphrase" not in body


class TestVerify:
    def test_says_that_an_unsigned_document_proves_nothing(self, city, client):
        answer = client.post(reverse("authority:verify"), {"document": upload(DECISION)})

        assert "这份文件没有签名" in answer.content.decode()

    @pytest.mark.parametrize("content", [b"PK\x03\x04", b"%PDF-1.4 nonsense"])
    def test_says_that_something_is_no_pdf(self, city, client, content):
        answer = client.post(reverse("authority:verify"), {"document": upload(content)})

        assert answer.status_code == 422


class TestShowAuthority:
    def test_shows_fingerprints_and_the_ceremony(self, city, client):
        body = client.get(reverse("authority:home")).content.decode()

        assert "青岛市根证书" in body
        assert "根密钥由 3 人分别保管口令，2 人到场才能开启" in body

    def test_says_that_there_is_no_authority_yet(self, cast, client):
        assert "尚未举行密钥仪式" in client.get(reverse("authority:home")).content.decode()
