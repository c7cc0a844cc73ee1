"""The gate on a form."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from sunhall.kernel.errors import Refusal
from sunhall.kernel.uploads.admitting import MEGABYTE, admit
from sunhall.kernel.uploads.kinds import Kind
from sunhall.kernel.uploads.scanning import check_clean


class UploadField(forms.FileField):
    """A file through the gate: what it is, how large, whether it is clean; the name made safe."""

    def __init__(
        self, *, accepted: Iterable[Kind], most_bytes: int = 20 * MEGABYTE, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.accepted, self.most_bytes = frozenset(accepted), most_bytes

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the file with the type and the name that the gate gave it.

        Raises:
            ValidationError: it is missing, or the gate turns it down; the message names it.
        """
        file = super().clean(data, initial)
        return self.admitted(file) if isinstance(file, UploadedFile) else file

    def admitted(self, file: "UploadedFile[Any]") -> "UploadedFile[Any]":
        """Let a file through the gate, ready to be read.

        Raises:
            ValidationError: the gate turns it down.
        """
        try:
            content = file.read(self.most_bytes + 1)
            passed = admit(content, file.name or "", self.accepted, most_bytes=self.most_bytes)
            check_clean(content, passed.name)
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal), code=refusal.code) from refusal
        file.seek(0)
        file.name, file.content_type = passed.name, passed.media_type
        return file
