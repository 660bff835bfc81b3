"""What a portal is made of: pages that a template makes, and files that none makes.

A page's key stands for everything it is made of. A page whose key is that of the last build is
neither rendered nor written, so a type's `pages` has to name in the key whatever its `maker` reads
beyond what `Site.key` covers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from officerepo.portal.site import Site


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the portal: its address, its key, and what it is about.

    `section` is the place in the navigation that it belongs to.
    """

    path: str
    key: str
    subject: Any = field(default=None, repr=False)
    section: str = ""


@dataclass(frozen=True, slots=True)
class PageType:
    """Pages of one template. `maker` prepares once and then gives each subject's content."""

    name: str
    template: str
    pages: Callable[[Site], Iterator[Page]]
    maker: Callable[[Site], Callable[[Any], Mapping[str, Any]]]
    serves: tuple[str, ...] = ()  # the requirements it is for


@dataclass(frozen=True, slots=True)
class FileType:
    """Files that no template makes: `maker` prepares once and then gives each subject's bytes."""

    name: str
    pages: Callable[[Site], Iterator[Page]]
    maker: Callable[[Site], Callable[[Any], bytes]]


def listed(
    find: Callable[[Site], list[Any]], key: Callable[[Site, Any], str], section: str = ""
) -> Callable[[Site], Iterator[Page]]:
    """Returns the pages of a type whose subjects know their address."""
    return lambda site: (
        Page(subject.path, key(site, subject), subject, section) for subject in site.once(find)
    )
