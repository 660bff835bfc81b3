"""The press: documents to HTML that stands alone, by the templates of `templates/documents/`."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping

from markupsafe import Markup

from officerepo.documents.document import Document
from officerepo.failure import Failure
from officerepo.portal.site import Site
from officerepo.portal.templates import environment_of, place_of
from officerepo.theme import read_theme

FOLDER = "templates/documents/"

# In what nh3 writes, attribute values stand in double quotes and may hold a bare `>`.
_LINK = re.compile(r"</?a\b(?:[^>\"]|\"[^\"]*\")*>")
_UNSAFE = re.compile(r"[^0-9A-Za-z\u00c0-\uffef]")  # a blank after an escape would be a part of it
_PICTURES = {"svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg"}


class Press:
    """Lays out documents of one site; `own` are the office's own templates by file name.

    `assets` are its own files of `site/assets/`, from which a letterhead may take a picture.
    """

    def __init__(self, site: Site, own: Mapping[str, str], assets: Mapping[str, bytes]) -> None:
        self._own = own
        self._assets = assets
        environment = self._environment = environment_of("documents", own, site.language)
        environment.globals["office"] = site.office
        today = Markup(site.language.date(str(site.today))).striptags()
        stamp = site.language.gettext("revision {revision} · as of {today}")
        self._stamp = stamp.replace("{revision}", site.revision).replace("{today}", today)
        environment.globals["picture"] = self._picture
        environment.globals["letterhead"] = read_theme(site.office.settings, assets).letterhead
        environment.filters["css"] = css_text
        folio = site.language.gettext("{page} of {pages}")
        environment.globals["folio"] = Markup(
            f'"{css_text(folio)}"'.replace(css_text("{page}"), '" counter(page) "').replace(
                css_text("{pages}"), '" counter(pages) "'
            )
        )

    def html(self, document: Document, stamp: str = "") -> str:
        """Returns a document as HTML with its style in it; it asks for nothing from elsewhere.

        `stamp` says at the foot what it is made from; without it, the revision and the day do. A
        document that goes out has neither.
        Raises Failure where one of the office's own templates cannot be used.
        """
        name = document.template
        try:
            template = self._environment.get_template(name)
            shown_stamp = (stamp or self._stamp) if document.stamped else ""
            given = {"document": document, "stamp": shown_stamp, "says_day": not stamp}
            context = template.new_context({**document.content, **given})
            # Not `render`, which makes a new traceback in which no template has a name.
            shown = "".join(template.root_render_func(context))
        except Exception as error:
            place = place_of(error, name, self._own)
            if not place:
                raise
            raise Failure(
                "{folder}{place}: no document can be made with this template: {what}.",
                "Mend it, or remove the file to use the built-in template.",
                folder=FOLDER,
                place=place,
                what=(str(error) or type(error).__name__).rstrip("."),
            ) from error
        return _LINK.sub("", shown)  # on paper a link is only its words

    def _picture(self, name: str) -> Markup:
        """Returns the address of a picture of the office's own, which is the picture itself."""
        raw = self._assets.get(name)
        media = _PICTURES.get(name.rpartition(".")[2].lower())
        if raw is None or media is None:
            raise ValueError(f"there is no picture site/assets/{name}")
        return Markup(f"data:{media};base64,{base64.b64encode(raw).decode()}")


def css_text(words: str) -> Markup:
    """Returns words as they stand between the quotes of a style sheet."""
    return Markup(_UNSAFE.sub(lambda match: f"\\{ord(match[0]):06x}", words))
