"""Classes that pydantic validates, dumps and describes by their plain form, which a room above theirs makes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeVar

from onrecord.errors import UsageError

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

__all__ = ["HasPlainForm", "PlainForm", "plain_forms"]

Object = TypeVar("Object")


@dataclass(frozen=True, slots=True)
class PlainForm(Generic[Object]):
    """The plain form of a class: its `shape` as a type, how it is made, and how it is read.

    `fits` says whether an object is one of the class with its arguments, for which the shape is. `read` may raise
    `UsageError` for what has the shape and can't be used.
    """

    shape: Callable[..., Any]
    made: Callable[[Object], Mapping[str, Any]]
    read: Callable[[Mapping[str, Any]], Object]
    fits: Callable[..., bool] = lambda *_: True


plain_forms: dict[str, PlainForm[Any]] = {}
"""The plain forms by the names of their classes."""


class HasPlainForm:
    """A class whose plain form is among `plain_forms`."""

    __slots__ = ()

    if not TYPE_CHECKING:

        def __class_getitem__(cls, *arguments: type) -> Any:
            """The class with its arguments, in the form in which pydantic asks for their schema.

            It takes generic dataclasses apart by their fields, whatever schema they have.
            """
            return Annotated[cls, _Arguments(arguments)]

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return _schema_of(cls, (), handler)


@dataclass(frozen=True)
class _Arguments:
    """The arguments of a generic class with a plain form."""

    arguments: tuple[Any, ...]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return _schema_of(source, [each for each in self.arguments if isinstance(each, type)], handler)


def _schema_of(described: type, arguments: Iterable[type], handler: GetCoreSchemaHandler) -> CoreSchema:
    """What has the shape of the plain form is read from it, and an object of the class is taken as it is."""
    from pydantic_core import core_schema

    form = plain_forms[described.__name__]

    def taken(given: Any, shaped: Callable[[Any], Any]) -> Any:
        if isinstance(given, described) and form.fits(given, *arguments):
            return given
        try:
            return form.read(shaped(given))
        except UsageError as error:
            raise ValueError(str(error)) from error

    return core_schema.no_info_wrap_validator_function(
        taken,
        handler.generate_schema(form.shape(*arguments)),
        serialization=core_schema.plain_serializer_function_ser_schema(form.made),
    )
