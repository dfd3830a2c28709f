"""What front matter says, as plain values that lose nothing.

YAML 1.1 and YAML 1.2 readers disagree about unquoted scalars: `yes`, `10:00`, `0o7`, `1_000` and
dates are strings to one and something else to another (YAML 1.1, "language-independent types";
YAML 1.2.2, section 10.3, core schema). Such a scalar is kept as `Plain`: the characters typed.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from enrich.records import Plain, Value

CONSTANTS: dict[str, Value] = {
    "": None,
    **dict.fromkeys(("~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}

# Tuples, because `isinstance(x, A | B)` takes three times as long, and this runs per value.
_AS_IT_IS = (str, bool)
_LISTS = (list, tuple)
_NUMBERS = (int, float, Decimal)
_TIMES = (date, time)  # a datetime is a date

_COMPACT = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"))
_MAY_RESOLVE = frozenset("0123456789+-.:<=yYnNoO")
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
_DISPUTED = re.compile(
    r"""
      [yYnN] | [yY][eE][sS] | [nN][oO] | [oO][nN] | [oO][fF][fF]
    | [-+]? [0-9] [0-9_,]*                                          # 007, 1_000, 1,000
    | [-+]? 0 [xXoObB] [0-9a-fA-F_]+
    | [-+]? (?: \. [0-9] | [0-9] ) [0-9_,]* (?: \. [0-9_]* )? (?: [eE] [-+]? [0-9]+ )?
    | [-+]? \. (?: inf | Inf | INF ) | \. (?: nan | NaN | NAN )
    | [-+]? [0-9] [0-9_]* (?: : [0-5]? [0-9] )+ (?: \. [0-9_]* )?   # 10:00 is 600 to YAML 1.1
    | [0-9]{4} - [0-9]{1,2} - [0-9]{1,2} (?: [Tt\ \t] [0-9:.+\-ZTt\ \t]* )?
    | << | =
    | : [^\s#:]+ (?: [ ] [^\s#:]+ )*                                # a symbol to Ruby
    """,
    re.VERBOSE,
)


def resolve(text: str) -> Value:
    """Return what an unquoted scalar means, or Plain where readers disagree.

    A number is a number only if it is written as Python would write it back, so `1.10`, `1e3`
    and anything over 18 digits are Plain.
    """
    if text in CONSTANTS:
        return CONSTANTS[text]
    if text[0] not in _MAY_RESOLVE:
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text) and repr(float(text)) == text:
        return float(text)
    return Plain(text) if _DISPUTED.fullmatch(text) else text


def normalize(value: Any) -> Value:
    """Return the value as it would be read back: tuples as lists, Decimals as numbers.

    Dates become Plain in ISO form. Raises ValueError for anything else that front matter
    cannot hold.
    """
    if value is None or isinstance(value, _AS_IT_IS):
        return value
    if isinstance(value, _LISTS):
        return [normalize(item) for item in value]
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise ValueError("the keys of a front matter value must be strings")
        return {key: normalize(item) for key, item in value.items()}
    if isinstance(value, Plain):
        return resolve(value.text)
    if isinstance(value, _NUMBERS):
        return resolve(_digits(value))
    if isinstance(value, _TIMES):
        return resolve(value.isoformat())
    raise ValueError(f"front matter cannot hold a {type(value).__name__}")


def canonical(value: Value) -> str:
    """Return one text for equal values and another for any other, types included.

    Key order, quotes and flow or block style do not show.
    """
    return _COMPACT.encode(_tagged(value))


def digest(value: Value) -> str:
    """Return 8 hexadecimal digits that change whenever the value does, but not with its style."""
    return normal_digest(normalize(value))


def normal_digest(value: Value) -> str:
    """Return the digest of a value that is as `normalize` gives it."""
    return hashlib.sha256(canonical(value).encode("ascii")).hexdigest()[:8]


def _digits(number: int | float | Decimal) -> str:
    if not math.isfinite(number):
        return ".nan" if math.isnan(number) else ".inf" if number > 0 else "-.inf"
    if isinstance(number, int):
        return str(number)
    if isinstance(number, float):
        text = repr(number)
        return text if "e" not in text else _point(format(Decimal(text), "f"))
    if number == number.to_integral_value():
        return str(int(number))
    return format(number, "f").rstrip("0")


def _point(text: str) -> str:
    return text if "." in text else text + ".0"


def _tagged(value: Value) -> Any:
    """Return JSON in which Plain is not a string, and key order does not show."""
    if isinstance(value, Plain):
        return ["plain", value.text]
    if isinstance(value, dict):
        return ["map", [[key, _tagged(value[key])] for key in sorted(value)]]
    if isinstance(value, list):
        return ["list", [_tagged(item) for item in value]]
    return value
