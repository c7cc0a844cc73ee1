"""The gate takes a file for what its bytes are."""

import pytest

from sunhall.kernel.uploads import EVIDENCE, PDF, WORKBOOK, Kind, admit
from sunhall.kernel.uploads.errors import (
    FileAmbiguous,
    FileIsBomb,
    FileNotAccepted,
    FileTooLarge,
)
from sunhall.kernel.uploads.tests import samples


class TestAdmit:
    @pytest.mark.parametrize(
        ("content", "name", "kept"),
        [
            (samples.JPEG, "stall.JPEG", "stall.jpeg"),
            (samples.JPEG, "photo.jpg.exe", "photo_jpg.jpg"),
            (samples.PNG, "../../etc/passwd", "passwd.png"),
            (samples.PNG, "C:\\fakepath\\现场 1.png", "现场_1.png"),
            (samples.PDF, "gpj.\u202efdp.exe", "gpj_fdp.pdf"),
            (samples.PDF, ".htaccess", "htaccess.pdf"),
            (samples.PDF, "CON.pdf", "file_CON.pdf"),
            (samples.PNG, "a" * 300 + ".png", "a" * 96 + ".png"),
            ("笔录".encode(), "a.html", "a.txt"),
            (samples.XLSX, "清单.xlsx", "清单.xlsx"),
        ],
    )
    def test_keeps_a_name_that_says_what_it_is(self, content, name, kept):
        admitted = admit(content, name, EVIDENCE)

        assert admitted.name == kept

    @pytest.mark.parametrize(
        "content",
        [
            samples.SVG,
            samples.HTML,
            b"\xef\xbb\xbf \n<html>",
            b"<?xml version='1.0'?>" + samples.SVG,
            b"#!/bin/sh\nrm -rf /",
            b"MZ\x90\x00\x03",
            b"\x7fELF\x02\x01\x01\x00",
            samples.archive(a=b"b"),
            b"PK\x03\x04 cut off",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"\xff\xfe",
        ],
    )
    def test_refuses_as_evidence_what_may_run(self, content):
        with pytest.raises(FileNotAccepted) as refused:
            admit(content, "photo.jpg", EVIDENCE)

        assert "photo.jpg" in str(refused.value)

    @pytest.mark.parametrize(
        "content",
        [
            samples.JPEG + samples.archive(a=b"b"),
            samples.PDF + samples.archive(evil=b"b"),
            samples.JPEG[:20] + samples.PDF,
            samples.PNG[:33] + samples.HTML,
            b"GIF89a" + samples.SVG,
        ],
        ids=["photo and archive", "pdf and archive", "photo and pdf", "picture and page", "gif"],
    )
    def test_refuses_what_is_two_things_at_once(self, content):
        with pytest.raises(FileAmbiguous):
            admit(content, "a.jpg", EVIDENCE)

    @pytest.mark.parametrize(
        "content",
        [
            samples.picture(60_000, 60_000),
            b"GIF89a\xff\xff\xff\xff" + b"\x00" * 20,
            samples.JPEG.replace(b"\x00\x10\x00\x10\x01\x01\x11", b"\xff\xff\xff\xff\x01\x01\x11"),
            samples.office(filler=b"\0" * (60 << 20)),
            samples.office(vbaProject=b"macro"),
        ],
        ids=["png", "gif", "jpeg", "archive", "macro"],
    )
    def test_refuses_what_is_huge_or_runs_once_it_is_opened(self, content):
        with pytest.raises(FileIsBomb):
            admit(content, "a", EVIDENCE)

    def test_lets_a_large_photo_of_a_phone_pass(self):
        photo = samples.picture(16_320, 12_240)

        assert admit(photo, "a.png", EVIDENCE).kind is Kind.PNG

    def test_refuses_one_byte_too_many(self):
        with pytest.raises(FileTooLarge):
            admit(samples.PDF, "a.pdf", PDF, most_bytes=len(samples.PDF) - 1)

    def test_believes_no_name(self):
        with pytest.raises(FileNotAccepted):
            admit(samples.PDF, "a.xlsx", WORKBOOK)
