"""The one door to Jinja2. A template sees `page` and `site`, the words, and pure helpers.

What could make equal inputs give different bytes is not there: no clock, no `random`, no `lipsum`,
no name of a template computed at run time. So the key of a template is the hash of its source and
of all it extends, includes or imports.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import jinja2
from jinja2 import meta, nodes
from jinja2.bccache import Bucket
from markupsafe import Markup
from msgspec import Struct

from briefing.ground.keys import key_of
from briefing.ground.problems import Problem
from briefing.hands.theme import ThemeFile


class TemplateError(Exception):
    """A template that cannot be read or rendered; carries the problem to show."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem

    def __reduce__(self) -> tuple[type[TemplateError], tuple[Problem]]:
        return TemplateError, (self.problem,)


class Compiled(Struct):
    """What is known of templates, each as it was last: kept between builds, never needed."""

    references: dict[str, tuple[str, tuple[str, ...]]] = {}
    """Name to the key of its bytes, and to the names it extends, includes or imports."""
    code: dict[str, bytes] = {}
    """Jinja2's own cache key and checksum to compiled code."""

    def take(self, other: Compiled) -> None:
        """Take over what another knows."""
        self.references.update(other.references)
        self.code.update(other.code)


class _Code(jinja2.BytecodeCache):
    """Jinja2's compiled templates, in a `Compiled`."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled

    def load_bytecode(self, bucket: Bucket) -> None:
        found = self.compiled.code.get(f"{bucket.key}-{bucket.checksum}")
        if found is not None:
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        code = self.compiled.code
        for name in [*code]:
            if name.startswith(f"{bucket.key}-"):
                code.pop(name, None)  # of an earlier text: an editor saves a template often
        code[f"{bucket.key}-{bucket.checksum}"] = bucket.bytecode_to_string()


#: Shared by all builds of one process.
_SHARED = Compiled()


class Templates:
    """The templates in force, compiled when first used."""

    def __init__(
        self,
        files: Mapping[str, ThemeFile],
        helpers: Mapping[str, Callable[..., Any]],
        compiled: Compiled | None = None,
    ) -> None:
        self.files = files
        self.compiled = _SHARED if compiled is None else compiled
        self._keys: dict[str, str] = {}
        self._env = jinja2.Environment(
            loader=jinja2.FunctionLoader(self._source),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
            bytecode_cache=_Code(self.compiled),
        )
        for name in ("random", "pprint"):
            self._env.filters.pop(name, None)
        self._env.globals.pop("lipsum", None)
        self._env.globals.update(helpers)
        self._env.filters["markup"] = Markup

    def key(self, name: str) -> str:
        """Return the key of a template and of everything it is made of.

        Raises TemplateError.
        """
        if name not in self._keys:
            parts = [(each, self.files[each].key) for each in self.closure(name)]
            self._keys[name] = key_of(*(part for pair in parts for part in pair))
        return self._keys[name]

    def warm(self) -> None:
        """Compile every template now, so that processes forked after this need not."""
        for name in self.files:
            self.key(name)
            try:
                self._env.get_template(name)
            except jinja2.TemplateSyntaxError as error:
                raise TemplateError(self._syntax(error)) from error

    def closure(self, name: str) -> tuple[str, ...]:
        """Return the template and all that it extends, includes or imports, by name."""
        seen: set[str] = set()
        ahead = [(name, "")]
        while ahead:
            here, asked_by = ahead.pop()
            if here in seen:
                continue
            if here not in self.files:
                where = self.files[asked_by].path if asked_by else here
                raise TemplateError(
                    Problem(where, 0, 0, "template", f"there is no template {here!r}")
                )
            seen.add(here)
            ahead += [(other, here) for other in self._named(here)]
        return tuple(sorted(seen))

    def render(self, name: str, data: Any, site: Any, *, page: str) -> str:
        """Render a template with its page; `page` is the output path, for messages.

        Raises TemplateError naming template, line and page.
        """
        try:
            return self._env.get_template(name).render(page=data, site=site)
        except jinja2.TemplateSyntaxError as error:
            raise TemplateError(self._syntax(error)) from error
        except (
            jinja2.TemplateError,
            TypeError,
            AttributeError,
            ValueError,
            KeyError,
            ZeroDivisionError,
        ) as error:
            raise TemplateError(self._problem(error, name, page)) from error

    def _named(self, name: str) -> tuple[str, ...]:
        key = self.files[name].key
        known = self.compiled.references.get(name)
        if known is None or known[0] != key:
            known = self.compiled.references[name] = (key, tuple(self._referenced(name)))
        return known[1]

    def _referenced(self, name: str) -> list[str]:
        tree = self._parse(name)
        if any(
            isinstance(node, nodes.Include) and node.ignore_missing
            for node in tree.find_all(nodes.Include)
        ):
            raise TemplateError(
                Problem(
                    self.files[name].path,
                    0,
                    0,
                    "template",
                    "`ignore missing` is not allowed: name what exists",
                )
            )
        found = []
        for other in meta.find_referenced_templates(tree):
            if other is None:
                what = "the name of an included template is computed; it must be written out"
                raise TemplateError(Problem(self.files[name].path, 0, 0, "template", what))
            found.append(other)
        return found

    def _parse(self, name: str) -> nodes.Template:
        try:
            return self._env.parse(self._text(name), name)
        except jinja2.TemplateSyntaxError as error:
            raise TemplateError(self._syntax(error)) from error

    def _text(self, name: str) -> str:
        path = self.files[name].path
        try:
            return self.files[name].data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise TemplateError(Problem(path, 0, 0, "template", "it is not UTF-8")) from error

    def _source(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        if name not in self.files:
            return None
        return self._text(name), self.files[name].path, lambda: True

    def _syntax(self, error: jinja2.TemplateSyntaxError) -> Problem:
        name = error.name or ""
        path = self.files[name].path if name in self.files else name
        return Problem(path, error.lineno, 1, "template", error.message or "broken template")

    def _problem(self, error: Exception, name: str, page: str) -> Problem:
        path, line = self.files[name].path, 0
        paths = {file.path for file in self.files.values()}
        trace = error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename in paths:
                path, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
            trace = trace.tb_next
        what = f"{error} (in page {page}, template {name})"
        return Problem(path, line, 1, "template", what, "see docs/theming.md for what `page` holds")
