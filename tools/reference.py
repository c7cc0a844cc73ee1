"""Write the documents' reference from the code while mkdocs builds, so that it cannot go stale.

mkdocs calls `on_files`; nothing is kept on the disk. Neither a database nor a secret is needed.
"""

from __future__ import annotations

import ast
import inspect
import logging
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import click
import django
import jieba
from django.apps import apps
from django.urls import URLPattern, URLResolver
from django.utils import translation
from django.utils.module_loading import import_string
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

SOURCE = Path(__file__).resolve().parent.parent / "src" / "sunhall"
LOGO = SOURCE / "kernel/static/kernel/logo.svg"
WIDTH = 96
GENERATED = "*Generated from the code when these pages are built.*"

VARIABLES = {
    "DATABASE_URL": "A PostgreSQL of your own, from version 15: "
    "`postgresql://user:password@host:port/name?sslmode=require`. Without it, the embedded one.",
    "SUNHALL_PREPARED_STATEMENTS": "Let PostgreSQL keep the plans of statements that come again. "
    "Set it to 0 behind a pooler in transaction mode that does not know prepared statements "
    "(PgBouncer before 1.22, or with `max_prepared_statements = 0`).",
    "SUNHALL_HOME": "The folder of all that must outlive the program: the embedded database, "
    "the secret key, `ledger_key.pem`, which signs the ledger, `oidc_key.pem`, which signs ID "
    "tokens, and `card_key.pem`, which signs citizen cards' QRs and status lists (several machines "
    "of one city share them). In a checkout `var` beside the Makefile, else the user's data "
    "folder.",
    "SUNHALL_SECRET_KEY": "The key that signs sessions. Without it, one is made on the first run "
    "and kept in `SUNHALL_HOME/secret_key`. Several machines of one city share it.",
    "SUNHALL_AUTHORITY_SECRET": "What opens the keys of the certificate authority that sign "
    "unattended. Without it, one is made in `SUNHALL_HOME/authority/secret`.",
    "SUNHALL_AUTHORITY_URL": "Where the world outside reaches the authority, as certificates name "
    "it: over plain HTTP, for who checks a certificate cannot yet trust one. Set it before the "
    "key ceremony.",
    "SUNHALL_TOKEN_MODULE": "The PKCS#11 driver of the device that keeps the authority's keys. "
    "Without it, they are kept sealed in `SUNHALL_HOME/authority`.",
    "SUNHALL_TOKEN_LABEL": "The label of the device's token.",
    "SUNHALL_TOKEN_PIN": "The number that opens the device.",
    "SUNHALL_CERTIFICATE_SOCKET": "The Unix socket on which only the web server for client "
    "certificates reaches the city (`deploy/nginx`). Without it, nobody signs on by certificate.",
    "SUNHALL_CITY": "The name in the masthead.",
    "SUNHALL_DEMO": "Offer the demo accounts, for which no password is asked. Never in earnest.",
    "SUNHALL_HOSTS": "The host names to answer to, with commas between.",
    "SUNHALL_ORIGINS": "The origins forms may come from behind a proxy, with commas between: "
    "`https://hall.example.org`.",
    "SUNHALL_PROXIES": "How many proxies of your own stand in front and write `X-Forwarded-For`: "
    "whoever guesses passwords is slowed down by the address they report.",
    "SUNHALL_ZONES": "The networks that applications may be bound to: "
    "`intranet=10.0.0.0/8 fc00::/7,government=59.192.0.0/10`.",
    "SUNHALL_CLAMD": "Where ClamAV's `clamd` listens: the path of its socket, or `host:port`.",
    "SUNHALL_UPLOAD_SCANNING": "What becomes of uploads: `required` (nothing is taken in "
    "unscanned; the default where `SUNHALL_CLAMD` is set), `advisory` (kept in quarantine until "
    "the scanner answers), `off` (the default without one).",
    "SUNHALL_HTTPS": "Send cookies over HTTPS only. Set it wherever HTTPS stands in front.",
    "SUNHALL_MANIFEST": "Serve style sheets and scripts under names that tell their content, from "
    "`SUNHALL_HOME/static`. `sunhall run` sets it and gathers them itself; under a process manager "
    "of your own set it, and run `sunhall manage collectstatic` after each upgrade.",
    "SUNHALL_DEBUG": "Show the program's inside on errors. Never in earnest.",
}
"""What each variable of the environment means; complete, or the build fails."""

Page = Callable[[], Iterator[str]]


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages to the documents."""
    for name, text in pages().items():
        files.append(File.generated(config, f"reference/{name}.md", content=text))
    files.append(File.generated(config, "images/logo.svg", abs_src_path=str(LOGO)))
    return files


def pages() -> dict[str, str]:
    """Return the text of every page by its name."""
    set_up()
    return {name: "\n".join([*page(), ""]) for name, page in PAGES.items()}


def set_up() -> None:
    """Set Django up without a home, a secret or a database of its own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sunhall.config.settings")
    os.environ.setdefault("SUNHALL_SECRET_KEY", "only the documents are built")
    if not apps.ready:
        django.setup()
    import_string("sunhall.config.urls.urlpatterns")
    translation.activate("en")
    jieba.setLogLevel(logging.WARNING)


def openid() -> Iterator[str]:
    """Write which checks of OpenID Connect are made: each is a test that runs with all others."""
    path = SOURCE / "centers/access/tests/test_oidc.py"
    yield from head(
        "OpenID checks",
        "What the tests check of the provider, named after the checks of the OpenID Foundation's "
        "plans where there is one. A failing check fails the build, so every one listed passes.",
    )
    for plan in ast.parse(path.read_text(encoding="utf-8")).body:
        if not isinstance(plan, ast.ClassDef):
            continue
        yield from (
            "",
            f"## {plan.name.removeprefix('Test')}",
            "",
            str(ast.get_docstring(plan)),
            "",
        )
        for check in plan.body:
            if isinstance(check, ast.FunctionDef):
                yield f"- {check.name.removeprefix('test_').replace('_', ' ')}"


def acts() -> Iterator[str]:
    """Write the list of powers (权责清单) and the index of articles."""
    entries = import_string("sunhall.kernel.actions.catalog")()
    yield from head("Acts", "Every administrative act: one permission, one transaction, one entry.")
    by_app = defaultdict(list)
    for entry in entries:
        by_app[entry.name.removeprefix("sunhall.").split(".actions")[0]].append(entry)
    for app, own in by_app.items():
        yield from ("", f"## `{app}`", "")
        yield from table(
            ("Act", "What it does", "Permission", "Article"),
            ((code(short(e.name)), e.summary, code(e.permission), e.law) for e in own),
        )
    by_law = defaultdict(list)
    for entry in entries:
        if entry.law:
            by_law[entry.law].append(code(short(entry.name)))
    yield from ("", "## By article", "")
    yield from table(
        ("Article", "Acts"), ((law, ", ".join(names)) for law, names in sorted(by_law.items()))
    )


def events() -> Iterator[str]:
    """Write what the journal may hold."""
    yield from head(
        "Events",
        "Each is one line in the journal, written in the act's own transaction. Besides the facts "
        "below, every line holds the moment, the channel, the person, the post and the "
        "organization.",
    )
    for event in import_string("sunhall.kernel.events.event_types")():
        facts = [f for f in fields(event) if f.name != "subject_id"]
        yield from ("", f"## `{event.name}`", "", summary(event), "")
        yield (
            f"Happens to: {code(event.subject)}. Facts: "
            + (", ".join(f"{code(f.name)} ({type_name(f.type)})" for f in facts) or "none")
            + "."
        )


def permissions() -> Iterator[str]:
    """Write what one may be allowed to do."""
    needed = defaultdict(list)
    for entry in import_string("sunhall.kernel.actions.catalog")():
        needed[str(entry.permission)].append(code(short(entry.name)))
    names = {str(k): v for k, v in import_string("sunhall.kernel.hooks.permission_names").items()}
    yield from head(
        "Permissions", "Granted to roles, which are granted to posts, which people hold."
    )
    yield ""
    yield from table(
        ("Code", "Name", "Needed for"),
        (
            (code(key), both(names.get(key, "")), ", ".join(needed.get(key, ())) or "pages")
            for key in sorted({*names, *needed})
        ),
    )


def refusals() -> Iterator[str]:
    """Write every way in which law or state turns an act down."""
    refusal = import_string("sunhall.kernel.errors.Refusal")
    yield from head(
        "Refusals",
        "What the law or the state of things forbids: shown on the form, and answered with "
        "`409` and this code by the API. A missing permission is `403`, an unknown thing `404`.",
    )
    yield ""
    yield from table(
        ("Code", "Message", "Why"),
        (
            (code(r.code), both(r.message), summary(r))
            for r in sorted(descendants(refusal), key=key)
        ),
    )


def settings() -> Iterator[str]:
    """Write the variables of the environment, with their defaults from the code."""
    found = variables()
    if found.keys() != VARIABLES.keys():
        raise ValueError(f"Explain these variables here: {found.keys() ^ VARIABLES.keys()}")
    yield from head(
        "Settings", "All that differs between installations comes from the environment."
    )
    yield ""
    yield from table(
        ("Variable", "Without it", "Meaning"),
        ((code(name), code(found[name]), meaning) for name, meaning in VARIABLES.items()),
    )


READERS = {"flag", "number", "text", "words", "choice", "networks", "os.environ.get"}


def variables() -> dict[str, str]:
    """Return the variables that the configuration reads, with their defaults."""
    found = {}
    for name in ("settings", "env"):
        tree = ast.parse((SOURCE / "config" / f"{name}.py").read_text(encoding="utf-8"))
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            reader = ast.unparse(call.func)
            if reader.removeprefix("env.") in READERS:
                first = call.args[0] if call.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found[first.value] = default_of(call)
    return found


def default_of(call: ast.Call) -> str:
    """Return the default that a call gives, as people write it."""
    for keyword in call.keywords:
        if keyword.arg != "default" or not is_written(keyword.value):
            continue
        value = ast.literal_eval(keyword.value)
        if isinstance(value, bool):
            return "1" if value else "0"
        return ",".join(value) if isinstance(value, list) else str(value)
    return ""


def is_written(node: ast.expr) -> bool:
    """Tell whether a value stands in the code as it is."""
    return isinstance(node, ast.Constant | ast.List)


def commands() -> Iterator[str]:
    """Write the help of every command."""
    yield from head("Commands", "What `sunhall --help` says, of every command.")
    group = import_string("sunhall.config.cli.main")
    yield from help_of(group, click.Context(group, info_name="sunhall", max_content_width=WIDTH))


def help_of(command: click.Command, context: click.Context) -> Iterator[str]:
    """Yield the help of a command and of those below it."""
    context.terminal_width = WIDTH
    yield from ("", f"## `{context.command_path}`", "", "```text", command.get_help(context), "```")
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                yield from help_of(below, click.Context(below, parent=context, info_name=name))


def api() -> Iterator[str]:
    """Write the operations of the API from its OpenAPI schema."""
    schema = import_string("sunhall.config.api.api").get_openapi_schema()
    yield from head(
        "API",
        "JSON over HTTP. A running city shows the same interactively at `/api/v1/docs`, and as "
        "OpenAPI at `/api/v1/openapi.json`.",
    )
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            yield from operation_page(method.upper(), path, operation)
    yield from ("", "## Shapes")
    for name, shape in schema.get("components", {}).get("schemas", {}).items():
        yield from ("", f"### {name}", "", shape.get("description", ""), "")
        required = shape.get("required", ())
        yield from table(
            ("Field", "Type", ""),
            (
                (code(field), json_type(one), "required" if field in required else "")
                for field, one in shape.get("properties", {}).items()
            ),
        )


def operation_page(method: str, path: str, operation: dict[str, Any]) -> Iterator[str]:
    """Yield one operation: its address, parameters, body and answers."""
    yield from ("", f"## `{method} {path}`", "")
    yield operation.get("description") or operation.get("summary", "")
    if parameters := operation.get("parameters"):
        yield ""
        yield from table(
            ("Parameter", "In", "Type", "Meaning"),
            (
                (code(p["name"]), p["in"], json_type(p["schema"]), p.get("description", ""))
                for p in parameters
            ),
        )
    for media in operation.get("requestBody", {}).get("content", {}).values():
        yield from ("", f"Body: {json_type(media['schema'])}.")
    answers = [
        f"`{status}` {json_type(media['schema'])}"
        for status, response in operation.get("responses", {}).items()
        for media in response.get("content", {}).values()
    ]
    if answers:
        yield from ("", f"Answers: {', '.join(answers)}.")


def json_type(schema: dict[str, Any]) -> str:
    """Return the type of a JSON schema in a few words."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(json_type(one) for one in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {json_type(schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type") or "anything")


def addresses() -> Iterator[str]:
    """Write every address of the city."""
    yield from head(
        "Addresses", "Every page of the city, with the name by which the code calls it."
    )
    yield ""
    yield from table(
        ("Address", "Name", "What it does"),
        sorted(
            (code(f"/{address}"), code(name), summary(view))
            for address, name, view in routes(import_string("sunhall.config.urls.urlpatterns"))
            if not address.startswith("api/")
        ),
    )


def routes(
    patterns: Iterable[URLPattern | URLResolver], before: str = "", space: str = ""
) -> Iterator[tuple[str, str, Any]]:
    """Yield the address, the name and the view of every page."""
    for pattern in patterns:
        address = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            inner = pattern.namespace or space
            yield from routes(pattern.url_patterns, address, inner)
        else:
            yield (
                address,
                f"{space}:{pattern.name}" if space else str(pattern.name),
                pattern.callback,
            )


def tables() -> Iterator[str]:
    """Write what the database holds: what one row of each table is."""
    yield from head("Tables", "What one row of each table is.")
    for model in sorted(apps.get_models(), key=lambda model: model._meta.label):
        if not model.__module__.startswith("sunhall."):
            continue
        doc = inspect.getdoc(model) or ""
        yield from ("", f"## `{model._meta.db_table}`", "", both(model._meta.verbose_name), "")
        yield from (doc, "")
        columns = (f"{code(f.column)} {f.get_internal_type()}" for f in model._meta.concrete_fields)
        yield f"Columns: {', '.join(columns)}."


def personal_data() -> Iterator[str]:
    """Write what the city knows of people: where, what for, and who may see it."""
    lead = "What the city keeps about people. Texts of other tables are public or internal."
    yield from head("Personal data", lead)
    rows = (
        (
            code(one.model),
            ", ".join(code(field) for field, label in one.labels.items() if label == "personal"),
            ", ".join(code(field) for field, label in one.labels.items() if label == "sensitive"),
            one.why,
            one.seen_by,
        )
        for one in import_string("sunhall.kernel.classification.classified")()
        if one.is_personal
    )
    yield from table(("Table", "Personal", "Sensitive", "What for", "Who sees it"), rows)


def workbook() -> Iterator[str]:
    """Write the sheets and columns of a workbook of benchmarks."""
    columns = import_string("sunhall.kernel.decision.formats.columns.HEADERS")
    own = import_string("sunhall.kernel.decision.formats.sections.FIXED_TIER_HEADERS")
    yield from head("Workbook", "The sheets of a workbook of benchmarks and their columns.")
    for sheet, headers in columns.items():
        yield from ("", f"## {sheet}", "", "、".join(headers))
    yield from ("", "## One sheet per item", "", "、".join(own), "")
    yield "and for each factor its own columns between 情形 and 处罚种类."


def head(title: str, lead: str) -> Iterator[str]:
    """Yield the head of a page."""
    yield from (f"# {title}", "", lead, "", GENERATED)


def table(headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield a table, or a word where it is empty."""
    lines = [f"| {' | '.join(map(escaped, row))} |" for row in rows]
    if not lines:
        yield "None."
        return
    yield f"| {' | '.join(headings)} |"
    yield f"|{' --- |' * len(headings)}"
    yield from lines


def escaped(text: str) -> str:
    """Return text that stays in its cell."""
    return " ".join(text.split()).replace("|", "\\|")


def code(text: str) -> str:
    """Return text as code; nothing stays nothing."""
    return f"`{text}`" if text else ""


def short(name: str) -> str:
    """Return the last part of a dotted name."""
    return name.rpartition(".")[2]


def both(text: Any) -> str:
    """Return a message in both languages."""
    said = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            said.append(translation.gettext(text) if isinstance(text, str) and text else str(text))
    return said[0] if said[0] == said[1] else "<br>".join(said)


def summary(thing: Any) -> str:
    """Return the first line of a docstring."""
    return (inspect.getdoc(thing) or "").partition("\n")[0]


def type_name(kind: Any) -> str:
    """Return a type as people name it."""
    return getattr(kind, "__name__", str(kind)) if not hasattr(kind, "__args__") else str(kind)


def descendants(parent: type) -> list[type]:
    """Return all classes below one."""
    return [one for child in parent.__subclasses__() for one in (child, *descendants(child))]


def key(refusal: Any) -> tuple[str, str]:
    """Return what refusals are sorted by."""
    return refusal.__module__, refusal.code


PAGES: dict[str, Page] = {
    "acts": acts,
    "events": events,
    "openid": openid,
    "permissions": permissions,
    "refusals": refusals,
    "settings": settings,
    "commands": commands,
    "api": api,
    "addresses": addresses,
    "tables": tables,
    "personal-data": personal_data,
    "workbook": workbook,
}
