"""Bodies of records, from Markdown to HTML that is safe to publish.

Record bodies are GitHub-flavoured (what reviewers see in the forge's preview), through cmarkgfm
and then nh3. No word is lost: a tag that nh3 would drop is shown as text instead.
"""

from __future__ import annotations

import ctypes
import html
import posixpath
import re
from collections.abc import Callable, Mapping
from functools import cache
from urllib.parse import unquote

import nh3
from cmarkgfm import cmark

from officerepo.portal.pieces import Html
from officerepo.record import LINK_SHAPE

_TAGS = (
    "a abbr b bdo blockquote br caption cite code dd del details dfn div dl dt em figcaption figure"
    " h1 h2 h3 h4 h5 h6 hr i input ins kbd li mark ol p pre q rp rt ruby s samp section small span"
    " strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr"
)
TAGS = set(_TAGS.split())
ATTRIBUTES: dict[str, set[str]] = {
    "*": {"dir", "id", "lang"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "details": {"open"},
    "input": {"checked"},
    "li": {"value"},
    "ol": {"start", "reversed"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
SCHEMES = {"http", "https", "mailto"}

_OPTIONS: int = (
    cmark.Options.CMARK_OPT_UNSAFE  # raw HTML goes on to nh3, which decides
    | cmark.Options.CMARK_OPT_FOOTNOTES
    | 1 << 16  # CMARK_OPT_FULL_INFO_STRING, which cmarkgfm does not name: all after ``` is kept
)
_EXTENSIONS = ("table", "autolink", "strikethrough", "tasklist")

_TAG = re.compile(
    r"(?P<comment><!--)"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)"
    r"(?P<rest>(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+)>"
    r"|<",
    re.S,
)
# Elements that nest; the others close by themselves.
_NESTING = re.compile(
    r"<(/?)((?!(?:br|col|dd|dt|hr|img|input|li|p|rp|rt|tbody|td|tfoot|th|thead|tr|wbr)\b)[a-z]\w*)",
    re.IGNORECASE,
)
DEPTH_CAP = 100
"""Elements within each other above which a body is shown as it was typed."""
NESTING_CAP = 5_000_000
"""The same, times the characters of its HTML: twenty in the longest body."""
LENGTH_CAP = 250_000
"""Characters of a body, a hundred printed pages, above which it is shown as it was typed."""

_ATTRIBUTE = re.compile(r"(?<![\w-])(\w++)\s*+=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_LANGUAGE = re.compile(r"<pre><code class=\"language-([^\"]*)\"(?: data-meta=\"([^\"]*)\")?>")
# In what nh3 writes, attribute values stand in double quotes and may hold a bare `>`.
_CLEAN_TAG = r"<[^>\"]*(?:\"[^\"]*\"[^>\"]*)*>"
_ANY_TAG = re.compile(_CLEAN_TAG)
_HEADING = re.compile(r"<h([1-6])((?:[^>\"]|\"[^\"]*\")*)>(.*?)</h\1>\n?", re.S)
_MENTION = re.compile(rf"<a\b.*?</a>|{_CLEAN_TAG}|(?<![A-Za-z0-9/-]){LINK_SHAPE.pattern}", re.S)
_EMPTY_LINK = re.compile(r"(<a [^>]*?href=\"([^\"]*)\"[^>]*>)\s*(</a>)")
_ADDRESS = re.compile(r"<(?:a\b[^<>]*? href|img\b[^<>]*? src)=\"([^\"]*)\"")
_BETWEEN_TAGS = re.compile(r">([^<>]*)(?=<)")
_EMPTY_HEADER = re.compile(r"<th((?: [a-z]+=\"[^\"]*\")*)></th>")
_INPUT = re.compile(r"<input([^>]*)>")
_NOT_IN_SLUG = re.compile(r"[^\w\- ]")


class Bodies:
    """Renders record bodies; `gettext` gives the few words that are added to them."""

    def __init__(self, gettext: Callable[[str], str]) -> None:
        self._done = html.escape(gettext("Done"))
        self._open = html.escape(gettext("Not done"))
        self._table = html.escape(gettext("Table {n}"))
        self._typed = html.escape(
            gettext("This text is too long or too deeply nested to be laid out. It reads as typed:")
        )
        self._picture = gettext("picture")
        self._addresses = html.escape(gettext("Addresses of the links in this text"))
        self._relative: Callable[[str], str | None] = _anchor_only
        self._cleaner = nh3.Cleaner(
            tags=TAGS,
            clean_content_tags=set(),
            attributes=ATTRIBUTES,
            url_schemes=SCHEMES,
            link_rel="noopener",
            id_prefix="u-",
            url_relative=lambda url: self._relative(url),
            set_tag_attribute_values={"input": {"type": "checkbox", "disabled": ""}},
        )

    def render(
        self,
        text: str,
        *,
        title: str = "",
        links: Mapping[str, str] | None = None,
        path: str = "",
        page_of: Callable[[str], str | None] | None = None,
    ) -> Html:
        """Returns the HTML of a body, its headings from `h2` on without a skipped level.

        `links` gives the address of each reference in the text that is a record of this portal.
        `page_of` gives the address of another record's page by its file's path; with it a link
        relative to the body's own `path` leads there. Other relative links keep their words
        only. A first heading that repeats `title` is left out. A text that is too long, or has too
        much within each other, is shown as it was typed: laying it out would take minutes.
        """
        if len(text) > LENGTH_CAP or is_too_deep(shown := _convert()(text)):
            typed = f"<p><small>{self._typed}</small></p>\n<pre>{html.escape(text)}</pre>\n"
            return Html(_link(typed, links or {}))
        addresses = _hidden_addresses(shown) if '="' in shown else []
        if "<" in text or "![" in text or "```" in text or "~~~" in text:
            shown = self._show_everything(shown)
        self._relative = _relative_to(path, page_of) if page_of else _anchor_only
        shown = self._finish(self._cleaner.clean(shown), title, links or {})
        return Html(shown + self._listed(addresses) if addresses else shown)

    def _show_everything(self, shown: str) -> str:
        """Turns what would be dropped into text: unknown tags, comments, pictures, languages."""
        parts: list[str] = []
        last = ends = 0
        inside_link = False
        while match := _TAG.search(shown, last):
            parts.append(shown[last : match.start()])
            last = match.end()
            name = (match["name"] or "").lower()
            if match["comment"] and ends >= 0:
                ends = shown.find("-->", last)  # looked for once more only if there was one
            if match["comment"] and ends >= 0:
                said = html.escape(shown[last:ends], quote=False)
                parts.append(f"<small>&lt;!--{said}--&gt;</small>")
                last = ends + 3
            elif name == "img":
                parts.append(instead_of_picture(match["rest"], inside_link, self._picture))
            elif name not in TAGS:
                parts.append(html.escape(match[0], quote=False))
            else:
                parts.append(match[0])
                if name == "a":
                    inside_link = not match["close"]
        shown = "".join((*parts, shown[last:]))
        return _LANGUAGE.sub(r"<p><small>\1 \2</small></p><pre><code>", shown)

    def _listed(self, addresses: list[str]) -> str:
        """Returns the addresses behind a text's links, so that no word of it is out of sight."""
        items = "".join(f"<li>{html.escape(address)}</li>" for address in addresses)
        return (
            f'<details class="addresses"><summary>{self._addresses}</summary>'
            f"<ul>{items}</ul></details>\n"
        )

    def _finish(self, shown: str, title: str, links: Mapping[str, str]) -> str:
        """Fits cleaned HTML into a page: outline, labels, frames of tables, links to records."""
        if "<h" in shown:
            shown = _outline(shown, title)
        if "<table>" in shown:
            shown = self._frame_tables(shown)
        if "<input" in shown:
            shown = _INPUT.sub(self._label, shown)
        if "></a>" in shown or "> </a>" in shown:
            shown = _EMPTY_LINK.sub(r"\1\2\3", shown)
        return _link(shown, links) if links else shown

    def _label(self, match: re.Match[str]) -> str:
        words = self._done if "checked" in match[1] else self._open
        return f'<input{match[1]} aria-label="{words}">'

    def _frame_tables(self, shown: str) -> str:
        """Puts each table into a region that scrolls by itself; an empty header cell is data."""
        start, *rest = _EMPTY_HEADER.sub(r"<td\1></td>", shown).split("<table>")
        parts = [start]
        for n, part in enumerate(rest, 1):
            label = self._table.replace("{n}", str(n))
            parts.append(
                f'<div class="scroll" role="region" tabindex="0" aria-label="{label}"><table>'
            )
            parts.append(part.replace("</table>", "</table></div>", 1))
        return "".join(parts)


def instead_of_picture(attributes: str, inside_link: bool, picture: str) -> str:
    """Returns a link to a remote picture, or the words and the path of a local one.

    A remote one is not shown: it would tell its server who reads the page. Without words of its
    own it is called `picture`.
    """
    found = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(attributes)}
    source, words = found.get("src", ""), found.get("alt", "") or picture
    if found.get("title"):
        words = f"{words} ({found['title']})"
    words = html.escape(html.unescape(words), quote=False)
    source = html.escape(html.unescape(source))
    if inside_link or not source:
        return words
    if source.startswith(("http://", "https://")):
        return f'<a href="{source}">{words}</a>'
    return f"{words} (<code>{source}</code>)"


def is_too_deep(shown: str) -> bool:
    """Whether more elements are open at once than any reader can tell apart.

    Cleaning opens them all anew in each paragraph, and takes time with the square of their number.
    """
    open_elements: dict[str, int] = {}
    depth = 0
    for close, tag in _NESTING.findall(shown):
        name = tag.lower()
        now = open_elements.get(name, 0)
        if not close:
            open_elements[name] = now + 1
            depth += 1
            if depth > DEPTH_CAP or depth * len(shown) > NESTING_CAP:
                return True
        elif now:
            open_elements[name] = now - 1
            depth -= 1
    return False


def _hidden_addresses(shown: str) -> list[str]:
    """Returns where the links and pictures of a text are, if the text does not say it."""
    said = set(_BETWEEN_TAGS.findall(shown))
    found: dict[str, None] = {}
    for match in _ADDRESS.finditer(shown):
        address = html.unescape(match[1])
        readable = unquote(address)
        address = address if readable.isascii() else readable
        if not address.startswith("#") and html.escape(address, False) not in said:
            found[address] = None
    return list(found)


def _outline(shown: str, title: str) -> str:
    """Renumbers headings from `h2` on, each at most one deeper than the last, with anchors."""
    open_levels: list[int] = []
    taken: dict[str, int] = {}

    def renumber(match: re.Match[str]) -> str:
        level, words = int(match[1]), html.unescape(_ANY_TAG.sub("", match[3])).strip()
        if not words:
            return match[3]
        if match.start() == 0 and " ".join(words.split()) == title:
            return ""
        while open_levels and open_levels[-1] >= level:
            open_levels.pop()
        open_levels.append(level)
        new = min(len(open_levels) + 1, 6)
        anchor = _NOT_IN_SLUG.sub("", words.lower()).replace(" ", "-")
        taken[anchor] = taken.get(anchor, -1) + 1
        if taken[anchor]:
            anchor = f"{anchor}-{taken[anchor]}"
        identity = match[2] if " id=" in match[2] else f'{match[2]} id="u-{html.escape(anchor)}"'
        return f"<h{new}{identity}>{match[3]}</h{new}>\n"

    return _HEADING.sub(renumber, shown)


def _link(shown: str, links: Mapping[str, str]) -> str:
    """Makes each mentioned record a link, but not inside tags or other links."""

    def link(match: re.Match[str]) -> str:
        address = links.get(match[0])
        return f'<a href="{html.escape(address)}">{match[0]}</a>' if address else match[0]

    return _MENTION.sub(link, shown)


def _anchor_only(url: str) -> str | None:
    """Keeps links within the page, whose ids have the prefix `u-`; drops other relative ones."""
    return f"#u-{url[1:].lower()}" if url.startswith("#") and len(url) > 1 else None


def _relative_to(path: str, page_of: Callable[[str], str | None]) -> Callable[[str], str | None]:
    """Returns a function from a link relative to the file `path` to the page it leads to."""

    def resolve(url: str) -> str | None:
        if url.startswith("#"):
            return _anchor_only(url)
        file, _, _ = url.partition("#")
        return page_of(posixpath.normpath(posixpath.join(posixpath.dirname(path), file)))

    return resolve


@cache
def _convert() -> Callable[[str], str]:
    """Returns cmark's conversion, with the syntax tree freed where the library lets us.

    cmarkgfm 2025.10 never frees the tree: 110 kB a body of 1.3 kB, and so three to four times the
    time. Its extension module exports the C library's own functions on Linux; they are called
    where they are found, else cmarkgfm's own wrapper is used.
    """
    c, ffi = cmark._cmark.lib, cmark._cmark.ffi
    try:
        free_tree = ctypes.PyDLL(cmark._cmark.__file__).cmark_node_free
        free = ctypes.PyDLL(None).free
    except (AttributeError, OSError, TypeError):
        return lambda text: str(
            cmark.markdown_to_html_with_extensions(text, _OPTIONS, list(_EXTENSIONS))
        )
    free_tree.argtypes = free.argtypes = [ctypes.c_void_p]
    free_tree.restype = free.restype = None
    cmark.core_extensions_ensure_registered()
    extensions = [cmark.find_syntax_extension(name) for name in _EXTENSIONS]

    def convert(text: str) -> str:
        parser = c.cmark_parser_new(_OPTIONS)
        for extension in extensions:
            c.cmark_parser_attach_syntax_extension(parser, extension)
        source = text.encode()
        c.cmark_parser_feed(parser, source, len(source))
        tree = c.cmark_parser_finish(parser)
        result = c.cmark_render_html(tree, _OPTIONS, c.cmark_parser_get_syntax_extensions(parser))
        shown = bytes(ffi.string(result)).decode()
        free(int(ffi.cast("uintptr_t", result)))
        free_tree(int(ffi.cast("uintptr_t", tree)))
        c.cmark_parser_free(parser)
        return shown

    return convert
