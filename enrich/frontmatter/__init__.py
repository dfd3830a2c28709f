"""Front matter, bytes in and bytes out: only the keys that are ours ever change.

`read` gives the values of a file, `enrich` writes ours, `clean` takes them out again; `switches`
gives what the file itself asks for, and `digest` is how a value of ours is recognised.
"""

from __future__ import annotations

from enrich.frontmatter.read import FrontMatter, read
from enrich.frontmatter.splice import Edit, clean, enrich
from enrich.frontmatter.switches import Switches, switches
from enrich.frontmatter.values import digest

__all__ = ["Edit", "FrontMatter", "Switches", "clean", "digest", "enrich", "read", "switches"]
