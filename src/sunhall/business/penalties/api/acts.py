"""Acts as programs call them: what an act takes is what its operation takes, typed.

An operation follows from the act: the fields of its body are the act's own parameters. So there
is no field for an amount, as no act has a parameter for one. Every call bears a key of the
program's choice under which it is carried out once; a foreign page cannot send such a header,
so a session in a browser is not led astray either.
"""

import inspect
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, get_type_hints

from django.db.models import Model
from django.http import HttpRequest
from ninja import Body, File, Header, Path, Router, Schema, UploadedFile
from pydantic import Field, create_model, model_validator

from sunhall.business.penalties.actions.by_step import StepAct
from sunhall.business.penalties.api.case_schemas import MOST_KEY, Acted
from sunhall.business.penalties.api.schemas import Problem
from sunhall.business.penalties.models import Case
from sunhall.business.penalties.queries.case_file import CaseFile
from sunhall.business.penalties.queries.cases import get_case
from sunhall.business.penalties.queries.steps import subjects_of
from sunhall.business.penalties.rules.next_steps import Subject
from sunhall.business.penalties.rules.photos import Photo
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound
from sunhall.kernel.idempotency import answered_once, digest_of
from sunhall.kernel.uploads import EVIDENCE, Admitted, admit
from sunhall.kernel.views import actor_of

OF_A_FILE = ("content", "filename", "media_type")
KEYWORD = inspect.Parameter.KEYWORD_ONLY
EMPTY = inspect.Parameter.empty
Id = Path(..., ge=1, le=MOST_KEY)
Key = Header(
    ...,
    alias="Idempotency-Key",
    description="A key of your choice, new for every act. Sent again under it, the same request "
    "is not carried out again and gets the same answer, for a week.",
    pattern=r"^[\x21-\x7e]{1,100}$",
)


class Asked(Schema):
    """What an act takes."""

    @model_validator(mode="before")
    @classmethod
    def check_storable(cls, given: Any) -> Any:
        """Turn down numbers and characters that no database can keep, however deep they are."""
        todo = [given]
        while todo:
            value = todo.pop()
            if isinstance(value, str) and not _is_storable(value):
                raise ValueError("a text holds a character that cannot be stored")
            if isinstance(value, int) and abs(value) > MOST_KEY:
                raise ValueError("a number is too large")
            if isinstance(value, dict):
                todo += [*value, *value.values()]
            elif isinstance(value, list):
                todo += value
        return given


def offer(
    router: Router,
    address: str,
    act: StepAct,
    *,
    name: str,
    law: str = "",
    about: Subject | None = None,
) -> None:
    """Let programs call an act at an address; `about` is what the last number there names."""
    summary = (inspect.getdoc(act.call) or "").splitlines()[0]
    given = _parameters(act.call)
    schema = schema_of(name, summary, given, without={act.takes, *OF_A_FILE, "photos"})
    files = [one for one in ("content", "photos") if one in given]

    def call(request: HttpRequest, **sent: Any) -> Mapping[str, Any] | None:
        by = actor_of(request)
        body: Asked = sent["body"]
        uploads: list[UploadedFile] = sent.get("files") or []
        asked = [body.model_dump(mode="json"), [digest_of(one) for one in uploads]]

        def run() -> dict[str, Any]:
            named = _named(by, act, about, sent)
            arguments = {field: getattr(body, field) for field in schema.model_fields}
            made = act.call(by, **named, **arguments, **_of_files(files, uploads))
            return _told(by, made, sent.get("case_id"))

        return answered_once(by, key=sent["key"], act=request.path, asked=asked, run=run)

    call.__signature__ = _signature(address, schema, bool(files))  # type: ignore[attr-defined]
    router.post(
        address,
        response={200: Acted, **dict.fromkeys((401, 403, 404, 409, 422), Problem)},
        operation_id=name,
        summary=summary.rstrip("."),
        description=f"{summary}\n\nLaw: {law}." if law else summary,
    )(call)


def schema_of(
    name: str, summary: str, given: Mapping[str, tuple[Any, Any]], *, without: Collection[str]
) -> type[Asked]:
    """Return the type of what an act takes, but for what the address or a file says."""
    fields: Any = {field: told for field, told in given.items() if field not in without}
    words = "".join(part.capitalize() for part in name.split("_"))
    return create_model(f"{words}In", __base__=Asked, __doc__=summary, **fields)


def _parameters(act: Callable[..., Any]) -> dict[str, tuple[Any, Any]]:
    """Return type and default of what an act takes, as fields."""
    hints = get_type_hints(inspect.unwrap(act))
    return {
        name: (hints[name], _default(one.default))
        for name, one in inspect.signature(act).parameters.items()
        if one.kind is KEYWORD
    }


def _default(value: Any) -> Any:
    if value is EMPTY:
        return ...
    return Field(default_factory=dict) if isinstance(value, Mapping) else value


def _signature(address: str, schema: type[Asked], takes_files: bool) -> inspect.Signature:
    """Return how the framework reads a call: from the address, the header, the body, the files."""

    def parameters() -> Iterator[inspect.Parameter]:
        yield inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD)
        for name in ("case_id", "subject_id"):
            if f"{{int:{name}}}" in address:
                yield inspect.Parameter(name, KEYWORD, default=Id, annotation=int)
        yield inspect.Parameter("key", KEYWORD, default=Key, annotation=str)
        needed = any(field.is_required() for field in schema.model_fields.values())
        body = Body(...) if needed or takes_files else Body(schema())
        yield inspect.Parameter("body", KEYWORD, default=body, annotation=schema)
        if takes_files:
            yield inspect.Parameter(
                "files", KEYWORD, default=File([]), annotation=list[UploadedFile]
            )

    return inspect.Signature(list(parameters()))


def _named(
    by: Actor, act: StepAct, about: Subject | None, sent: Mapping[str, Any]
) -> dict[str, int]:
    """Return what the address names as the act's parameter.

    Raises:
        NotFound: the case has no such thing, or it is dealt with.
    """
    if about is None:
        return act.named(sent["case_id"]) if "case_id" in sent else {}
    open_ones = dict(subjects_of(CaseFile(by, sent["case_id"]), about))
    if sent["subject_id"] not in open_ones:
        raise NotFound(about.value, sent["subject_id"])
    return act.named(sent["subject_id"])


def _of_files(kinds: Collection[str], uploads: list[UploadedFile]) -> dict[str, Any]:
    """Return the files as the act takes them: all as photos, or the first as what proves it."""
    told: list[dict[str, Any]] = [
        {"content": one.content, "filename": one.name, "media_type": one.media_type}
        for one in (_admitted(upload) for upload in uploads)
    ]
    if "photos" in kinds:
        return {"photos": [Photo(**one) for one in told]}
    return dict(told[0]) if kinds and told else {}


def _admitted(upload: UploadedFile) -> Admitted:
    return admit(upload.read(), upload.name or "", EVIDENCE)


def _told(by: Actor, made: Any, case_id: int | None) -> dict[str, Any]:
    """Return what came of an act: where the case stands, and what was made."""
    things = [one for one in (made if isinstance(made, tuple) else (made,)) if _is_row(one)]
    if case_id is None:
        case_id = next(one.pk if isinstance(one, Case) else one.case_id for one in things)
    case = get_case(by, case_id)
    return {
        "case_id": case.pk,
        "number": case.number,
        "state": case.state,
        "made": [{"kind": one._meta.model_name or "", "id": one.pk} for one in things],
    }


def _is_row(one: Any) -> bool:
    return isinstance(one, Model)


def _is_storable(text: str) -> bool:
    return "\x00" not in text and not any("\ud800" <= one <= "\udfff" for one in text)
