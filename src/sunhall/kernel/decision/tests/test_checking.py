"""Records checked as they come."""

from sunhall.kernel.decision.checking import check_document, check_documents
from sunhall.kernel.decision.findings import Kind
from sunhall.kernel.decision.tests.tables import AREA, table, tier

SOUND = table([AREA], [tier({}, 500)])


class TestCheckDocument:
    def test_a_sound_record_has_a_proof(self):
        report = check_document(SOUND)

        assert report.is_sound
        assert report.proof is not None

    def test_an_unreadable_record_has_findings_and_no_proof(self):
        report = check_document({"code": "X"})

        assert report.proof is None
        assert not report.is_sound
        assert report.findings

    def test_a_faulty_field_beside_a_sound_table_is_no_proof_of_soundness(self):
        report = check_document({**SOUND, "tier_count": 7})

        assert report.proof is not None
        assert report.proof.holds
        assert not report.is_sound


class TestCheckDocuments:
    def test_a_code_that_occurs_twice_is_a_finding_of_each(self):
        reports = check_documents([SOUND, SOUND, {**SOUND, "code": "T-002"}])

        assert [report.is_sound for report in reports] == [False, False, True]
        assert reports[0].findings[0].kind is Kind.SCHEMA
        assert "T-001" in reports[0].findings[0].message
