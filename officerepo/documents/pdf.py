"""HTML to PDF through WeasyPrint, which is asked for nothing but the document it is given."""

from __future__ import annotations

import logging
import re
from typing import Any

from officerepo.failure import Failure

_MISSING = re.compile(r"unsupported by fonts: .*\(U\+([0-9A-F]+)\)", re.S)
_NOWHERE = "document:/"
"""What relative addresses are relative to, so that they are asked for, and refused, too."""

_SHOWN = 8
"""Characters without a font that an error names."""


class _Heard(logging.Handler):
    """Notes the characters for which WeasyPrint found no font."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.missing: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        match = _MISSING.search(record.getMessage())
        if match:
            self.missing[chr(int(match[1], 16))] = None


def pdf(html: str, name: str) -> bytes:
    """Returns a document as tagged PDF: the same bytes for the same HTML and the same fonts.

    `name` identifies it. Raises Failure where WeasyPrint or Pango is missing, where the document
    asks for something outside itself, and where a character has no font: a box says nothing.
    """
    weasyprint = _weasyprint()
    asked: list[str] = []
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols=("data",))
    fetch = fetcher.fetch

    def refuse(url: str, headers: Any = None) -> Any:
        if not url.startswith("data:"):
            asked.append(url)
        return fetch(url, headers)

    fetcher.fetch = refuse
    heard = _Heard()
    logger = logging.getLogger("weasyprint")
    level, spreads = logger.level, logger.propagate
    logger.addHandler(heard)
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    try:
        raw: bytes = weasyprint.HTML(string=html, base_url=_NOWHERE, url_fetcher=fetcher).write_pdf(
            pdf_variant="pdf/ua-1", pdf_identifier=name.encode()
        )
    finally:
        logger.removeHandler(heard)
        logger.setLevel(level)
        logger.propagate = spreads
    if asked:
        raise Failure(
            "The document asks for {url}, and nothing from outside goes into it.",
            "Put the picture into site/assets/ and write picture('NAME') in the template.",
            url=asked[0].removeprefix(_NOWHERE),
        )
    if heard.missing:
        named = [f"{each} (U+{ord(each):04X})" for each in list(heard.missing)[:_SHOWN]]
        raise Failure(
            "No font on this machine has these characters of {name}: {characters}.",
            "Install a font for them, such as fonts-noto-cjk for Chinese; or write it with "
            "`--format html` and let a browser print it.",
            3,
            name=name,
            characters=named + ["…"] * (len(heard.missing) > _SHOWN),
        )
    return raw


def _weasyprint() -> Any:
    """Returns the library, imported when first asked for: it takes 0.4 s."""
    try:
        import weasyprint
    except ImportError as error:
        raise Failure(
            "PDF needs WeasyPrint, which is not installed.",
            "`pip install 'officerepo[pdf]'` installs it; or write it with `--format html` and "
            "let a browser print it.",
            3,
        ) from error
    except OSError as error:
        raise Failure(
            "PDF needs the library Pango, which this machine does not have.",
            "On Debian `apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0` installs "
            "it; or write it with `--format html` and let a browser print it.",
            3,
        ) from error
    return weasyprint
