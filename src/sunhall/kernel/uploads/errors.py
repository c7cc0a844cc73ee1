"""Why a file is not taken in, or not handed out yet."""

from django.utils.translation import gettext_noop as _

from sunhall.kernel.errors import Refusal


class FileNotAccepted(Refusal):
    """A file is something else than is asked for here."""

    code = "file_not_accepted"
    message = _("文件 %(name)s 的内容不是这里接受的类型（%(accepted)s）。")


class FileTooLarge(Refusal):
    """A file is larger than anything that will be opened."""

    code = "file_too_large"
    message = _("文件 %(name)s 超过 %(most)s MB。")


class FileAmbiguous(Refusal):
    """A file can be read as two things at once."""

    code = "file_ambiguous"
    message = _("文件 %(name)s 同时是两种文件（%(kinds)s），不予接收。请重新拍照或者导出后再上传。")


class FileIsBomb(Refusal):
    """A file would take far more room opened than it does itself, or bears what may run."""

    code = "file_is_bomb"
    message = _("文件 %(name)s 打开后过大，或者含有宏等可执行的内容，不予接收。")


class FileInfected(Refusal):
    """The virus scanner knows what is in a file."""

    code = "file_infected"
    message = _("文件 %(name)s 含有恶意代码（%(signature)s），没有存入。请检查您的设备。")


class ScannerDown(Refusal):
    """No file is taken in without the virus scanner, and it does not answer."""

    code = "scanner_down"
    message = _("病毒扫描暂时不可用，文件 %(name)s 没有存入。填写的内容还在，请稍后再传。")


class FileInQuarantine(Refusal):
    """A file has not been called clean yet; nobody gets it before."""

    code = "file_in_quarantine"
    message = _("文件还没有通过病毒扫描，暂时不能查看。扫描通过后即可查看。")
