"""What can go wrong, drawn once.

    EnrichError                     every error a caller may want to catch
    ├── UsageError                  the run did not start (exit 2)
    │   ├── SettingsError           a settings file, variable or flag is wrong
    │   ├── ModelError              a model is missing, unreadable or not the pinned one
    │   └── EngineError             the workers of a cluster are not there, or not the same as we
    ├── RewritingError              a language model gave no usable answer; never ends a run
    └── ArticleError                one article failed; the run goes on (exit 3)
        ├── UnreadableError         the file cannot be read as an article
        ├── FrontMatterError        the front matter cannot be edited safely
        └── WriteError              the file could not be replaced safely

Every message says what is wrong and what to do; `path` and `line` say where.
"""

from __future__ import annotations


class EnrichError(Exception):
    """Something a user can act on went wrong."""

    def __init__(self, message: str, *, path: str | None = None, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line

    def at(self, path: str) -> EnrichError:
        """Return the same error, told where it happened; a path already known is kept."""
        if self.path is None:
            self.path = path
        return self

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.path, self.line) if part is not None)
        return f"{where}: {self.message}" if where else self.message

    def __reduce__(self) -> tuple[object, ...]:
        # The default drops keyword-only arguments, and errors come back from worker processes.
        return (_rebuild, (type(self), self.message, self.path, self.line))


def _rebuild(
    kind: type[EnrichError], message: str, path: str | None, line: int | None
) -> EnrichError:
    return kind(message, path=path, line=line)


class UsageError(EnrichError):
    """The run did not start: a wrong option, path, setting or model."""


class SettingsError(UsageError):
    """A setting is unknown or has a wrong value."""


class ModelError(UsageError):
    """A model is missing, unreadable, or not the one that was pinned."""


class EngineError(UsageError):
    """A cluster cannot be reached, has no workers, or its workers have other code or models."""


class RewritingError(EnrichError):
    """A language model could not be asked, or its answer is not what was asked for."""


class ArticleError(EnrichError):
    """One article failed; every other article is still written."""


class UnreadableError(ArticleError):
    """The file cannot be read as an article."""


class FrontMatterError(ArticleError):
    """The front matter cannot be edited without risk, so the file stays as it is."""


class WriteError(ArticleError):
    """The new bytes could not be put in place safely, so the file stays as it is."""
