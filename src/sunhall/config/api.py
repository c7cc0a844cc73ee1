"""The city's API: one OpenAPI document over every app's router."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from sunhall.business.citizencards.api import router as cards
from sunhall.business.penalties.api import router as penalties
from sunhall.centers.data.api import router as licenses
from sunhall.kernel.decision.facts import FactsRefused
from sunhall.kernel.errors import ConfirmationNeeded, Forbidden, NotFound, Refusal
from sunhall.kernel.idempotency import KeyUsedOtherwise
from sunhall.platforms.portal.api import guides
from sunhall.platforms.portal.api import router as ledger

api = NinjaAPI(
    title="Sunhall 阳光政务大厅",
    version="1",
    urls_namespace="api",
    description="裁量基准的查询、认定与复核，案件的办理，账本的核对，市民卡和证照的核验，办事指南的查找。"
    "Search, decide and re-check discretion benchmarks; handle cases; check the ledger; "
    "verify citizen cards and licenses; find services.",
)
api.add_router("/penalties/", penalties)
api.add_router("/ledger/", ledger)
api.add_router("/guides", guides)
api.add_router("/cards/", cards)
api.add_router("/licenses/", licenses)


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer 409 with the reason."""
    return _problem(request, 409, refusal.code, str(refusal))


@api.exception_handler(FactsRefused)
def facts_refused(request: HttpRequest, refusal: FactsRefused) -> HttpResponse:
    """Answer 422 with every fault of the facts."""
    faults = [fault.as_dict() for fault in refusal.faults]
    return _problem(request, 422, refusal.code, str(refusal), faults)


@api.exception_handler(KeyUsedOtherwise)
def key_used(request: HttpRequest, refusal: KeyUsedOtherwise) -> HttpResponse:
    """Answer 422: the request does not go with its key."""
    return _problem(request, 422, refusal.code, str(refusal))


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """Answer 401: nobody has signed on."""
    return _problem(request, 401, "sign_on_first", _("请先登录"))


@api.exception_handler(Forbidden)
def forbidden(request: HttpRequest, error: Forbidden) -> HttpResponse:
    """Answer 403."""
    return _problem(request, 403, "forbidden", str(error))


@api.exception_handler(ConfirmationNeeded)
def unconfirmed(request: HttpRequest, error: ConfirmationNeeded) -> HttpResponse:
    """Answer 403: the session's owner proves first, on the page for it, to be who they are."""
    return _problem(request, 403, "confirm_first", str(error))


@api.exception_handler(NotFound)
def not_found(request: HttpRequest, error: NotFound) -> HttpResponse:
    """Answer 404."""
    return _problem(request, 404, "not_found", str(error))


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer 422 with every fault of the parameters or the body."""
    faults = [
        {
            "key": ".".join(str(part) for part in fault["loc"][1:]),
            "name": str(fault["loc"][-1]),
            "message": fault["msg"],
        }
        for fault in error.errors
    ]
    return _problem(request, 422, "invalid_request", _("请求的参数有误，请逐项更正"), faults)


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer what the framework turned down, such as a body that is not JSON."""
    return _problem(request, error.status_code, "bad_request", str(error))


def _problem(
    request: HttpRequest,
    status: int,
    code: str,
    message: str,
    faults: Sequence[Mapping[str, str]] = (),
) -> HttpResponse:
    """Answer in the one form that every problem has."""
    body = {"code": code, "message": message, "faults": list(faults)}
    return api.create_response(request, body, status=status)
