"""The city's API: one OpenAPI document over every app's router."""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from sunhall.business.penalties.api import router as penalties
from sunhall.kernel.errors import Forbidden, NotFound, Refusal

api = NinjaAPI(
    title="Sunhall 阳光政务大厅",
    version="1",
    urls_namespace="api",
    description="裁量基准的查询、认定与复核。Search, decide and re-check discretion benchmarks.",
)
api.add_router("/penalties/", penalties)


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer 409 with the reason."""
    body = {"code": refusal.code, "message": str(refusal), "facts": dict(refusal.facts)}
    return api.create_response(request, body, status=409)


@api.exception_handler(Forbidden)
def forbidden(request: HttpRequest, error: Forbidden) -> HttpResponse:
    """Answer 403."""
    return api.create_response(request, {"code": "forbidden", "message": str(error)}, status=403)


@api.exception_handler(NotFound)
def not_found(request: HttpRequest, error: NotFound) -> HttpResponse:
    """Answer 404."""
    return api.create_response(request, {"code": "not_found", "message": str(error)}, status=404)
