"""Record bodies: no word lost, nothing dangerous kept, one outline, links where records are."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officerepo.failure import Failure
from officerepo.portal.markdown import SCHEMES, TAGS, Bodies
from officerepo.portal.mentions import mentions, plain
from officerepo.portal.written import page_html

ANY_TAG = re.compile("<[^>]*>")
BODIES = Bodies(lambda words: words)


class Seen(HTMLParser):
    """What a browser makes of HTML: its text, and every tag with its attributes."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(source)
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += f" {data}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))


WORDS = [
    "Plain <placeholder> and <your-name> here",
    "<script>alert('words inside')</script> after",
    "before <!-- a note to self --> after",
    "{% include 'secret' %} and {{ 7*7 }}",
    "```python title\nprint('x < y')\n```",
    '![the alt words](../pictures/plan.png "the title")',
    "![remote](https://tracker.example/pixel.gif)",
    "[![badge](https://img.example/b.svg)](https://example.org/build)",
    "<font color=red>red words</font> <center>middle</center>",
    "<iframe src=//evil.example>inside</iframe>",
    "<style>body { display: none }</style>",
    "a < b and c > d & e",
    "<details><summary>More</summary>\n\nhidden words\n\n</details>",
    "| head | |\n|---|---|\n| cell | other |",
    "- [x] done thing\n- [ ] open thing",
    "text[^1]\n\n[^1]: the footnote",
    "[link words](./files/report.pdf) and [more](mailto:desk@office.example)",
    "<div\n  class=broken\n\nnever closed",
    "<unclosed",
    "# Heading\n\n### Skipped\n\n#### Deeper",
    "印章使用 <b>登记</b> 办法",
    "https://example.org/a?b=c&d=e",
]


@pytest.mark.parametrize("body", WORDS)
def test_every_word_of_a_body_is_seen(body: str) -> None:
    seen = Seen(BODIES.render(body)).text
    kept = set(re.findall(r"\w+", seen))
    source = re.sub(r"\[\^1\]|\[x\]|</?(b|details|summary|div)\b", " ", html.unescape(body))
    source = source.replace("class=broken", "")
    assert [word for word in re.findall(r"\w+", source) if word not in kept] == []


ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "<a href='javascript:alert(1)'>x</a>",
    '<a href=" javascript:alert(1)">x</a>',
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<math><mtext></mtext><mglyph><style><img src onerror=alert(1)></style></mglyph></math>",
    "<form action=//evil.example><input name=q><button>go</button></form>",
    "<input type=image src=x onerror=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<div style='position:fixed;inset:0'>x</div>",
    "<b id=main>clobber</b><a name=words>x</a>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<object data=x></object><embed src=x>",
    '<a title="x > OUT-2025-0008 <b onmouseover=alert(1)>">OUT-2025-0008</a>',
    "<<script>alert(1)//<</script>",
    '<a href="https://ok.example" onclick="alert(1)" target=_blank>x</a>',
    "<details open ontoggle=alert(1)>x</details>",
    "<p title='--><script>alert(1)</script>'>x</p>",
    "<!--><script>alert(1)</script>-->",
    "<textarea><script>alert(1)</script></textarea>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<xmp><script>alert(1)</script></xmp>",
]
OURS = (
    "href rel title id lang dir align colspan rowspan scope start reversed value datetime open"
    " checked disabled type aria-label role tabindex class cite"
)
OUR_ATTRIBUTES = set(OURS.split())


@pytest.mark.parametrize("body", ATTACKS)
def test_nothing_dangerous_is_published(body: str) -> None:
    assert_safe(BODIES.render(body, links={"OUT-2025-0008": "../OUT-2025-0008.html"}))


@given(st.lists(st.sampled_from(ATTACKS + WORDS + ["\n\n", " ", "`", "*", "|", "> "]), max_size=6))
def test_nothing_dangerous_comes_of_mixtures(parts: list[str]) -> None:
    assert_safe(BODIES.render("".join(parts), links={"OUT-2025-0008": "../OUT-2025-0008.html"}))


def assert_safe(shown: str) -> None:
    for tag, attributes in Seen(shown).tags:
        assert tag in TAGS
        assert attributes.keys() <= OUR_ATTRIBUTES
        assert attributes.get("id", "u-").startswith("u-")
        if tag == "input":
            assert attributes["type"] == "checkbox"
            assert "disabled" in attributes
        if "href" in attributes:
            scheme, colon, _ = attributes["href"].partition(":")
            assert attributes["href"].startswith(("#u-", "../")) or (colon and scheme in SCHEMES)


def test_headings_start_below_the_page_and_skip_no_level() -> None:
    shown = BODIES.render("# A\n\n### B\n\n###### C\n\n## D\n\n# E\n")
    assert re.findall(r"<h(\d)", shown) == ["2", "3", "4", "3", "2"]


def test_a_first_heading_that_repeats_the_title_is_left_out() -> None:
    shown = BODIES.render("# Minutes of 3 March\n\nText.\n", title="Minutes of 3 March")
    assert "<h" not in shown
    assert "<h2" in BODIES.render("# Another\n\nText.\n", title="Minutes of 3 March")


def test_links_within_a_body_lead_to_its_headings() -> None:
    shown = BODIES.render("[see](#2-the-boat)\n\n## 2. The boat\n")
    assert 'href="#u-2-the-boat"' in shown
    assert 'id="u-2-the-boat"' in shown


def test_mentions_become_links_where_there_is_a_record() -> None:
    links = {"OUT-2025-0008": "../OUT-2025-0008.html", "MTG-2025-003/D2": "../MTG.html#d2"}
    body = "OUT-2025-0008, 见OUT-2025-0008号; MTG-2025-003/D2, IN-2025-0001 `OUT-2025-0008` X"
    shown = BODIES.render(body, links=links)
    assert shown.count('<a href="../OUT-2025-0008.html">OUT-2025-0008</a>') == 3
    assert '<a href="../MTG.html#d2">MTG-2025-003/D2</a>' in shown
    assert "<a" not in BODIES.render("see IN-2025-0001", links=links)
    assert BODIES.render("[OUT-2025-0008](https://x.example)", links=links).count("<a") == 1
    assert mentions(body) == {"OUT-2025-0008", "MTG-2025-003/D2", "IN-2025-0001"}


def test_relative_links_lead_to_records_or_keep_their_words() -> None:
    pages = {"records/meetings/2025/MTG-2025-001.md": "../2025/MTG-2025-001.html"}
    body = "[last](../2025/MTG-2025-001.md#x) [gone](../2020/MTG-2020-001.md)"
    shown = BODIES.render(body, path="records/meetings/2024/MTG-2024-001.md", page_of=pages.get)
    assert 'href="../2025/MTG-2025-001.html"' in shown
    assert "MTG-2020-001.md" in Seen(shown).text
    assert "MTG-2020-001.md" not in "".join(a.get("href", "") for _, a in Seen(shown).tags)


def test_tables_scroll_by_themselves_and_have_no_empty_headers() -> None:
    shown = BODIES.render("| | b |\n|---|---|\n| 1 | 2 |\n\n| c |\n|---|\n| 3 |\n")
    assert shown.count('role="region" tabindex="0"') == shown.count("</table></div>") == 2
    assert "<th></th>" not in shown
    assert 'aria-label="Table 1"' in shown
    assert 'aria-label="Table 2"' in shown


UNITS = [
    *('<a "', "<!--", "[", "<b><i>", "`", "> ", "| ", "*_", "[a](<", ">", "<div>", "&", "- "),
    *("<b></i>", "<p><b>", "# x\n", "<![CDATA[", "<?", "![", "SEAL-2025-", "seal-", "]("),
]


def taken(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


@pytest.mark.parametrize("unit", UNITS)
def test_a_long_odd_body_does_not_take_long(unit: str) -> None:
    """Twenty times as long takes forty times as long at most, up to the largest file there is."""
    short, long = unit * (100_000 // len(unit)), unit * (2_000_000 // len(unit))
    base = taken(lambda: (BODIES.render(short), plain(short), mentions(short)))
    assert taken(lambda: (BODIES.render(long), plain(long), mentions(long))) < 40 * base + 1


def test_elements_that_are_never_closed_do_not_multiply() -> None:
    never_closed = "".join(f"<b id=a{n}>" for n in range(90))
    for body in (never_closed + "<p>x</p>" * 25_000, f"{'> ' * 90}x\n\n" * 1200):
        assert len(BODIES.render(body)) < 2_000_000


def test_many_definitions_do_not_take_long() -> None:
    def body(count: int) -> str:
        return "".join(f"[a{n}]: b{n}\n" for n in range(count)) + "[a1]\n"

    base = taken(lambda: BODIES.render(body(1_000)))
    assert taken(lambda: BODIES.render(body(20_000))) < 40 * base + 1


def test_a_body_that_cannot_be_laid_out_reads_as_it_was_typed() -> None:
    for body in ("> " * 300 + "<b>deep</b> OUT-2025-0008", "<b>x</b> OUT-2025-0008 " * 20_000):
        shown = BODIES.render(body, links={"OUT-2025-0008": "../x.html"})
        assert "It reads as typed" in Seen(shown).text
        assert " ".join(body.split()) in " ".join(html.unescape(ANY_TAG.sub("", shown)).split())
        assert '<a href="../x.html">OUT-2025-0008</a>' in shown
    assert "<pre>" not in BODIES.render("> " * 90 + "<p>one<p>two" * 300)


def hand_written(text: str) -> tuple[str, str]:
    return page_html("menu", text, lambda words: words)


def test_a_hand_written_page_shows_no_picture_from_elsewhere() -> None:
    _, shown = hand_written(
        "# X\n\n![plan](../assets/plan.png) ![far](https://x.example/p.png) "
        '![](//x.example/q.png) [![in](http://x.example/r.png)](https://y.example) <img src="d:e">'
    )
    pictures = [a.get("src") for tag, a in Seen(shown).tags if tag == "img"]
    assert [source for source in pictures if source] == ["../assets/plan.png"]
    assert '<a href="https://x.example/p.png">far</a>' in shown
    assert ">in</a>" in shown


@pytest.mark.parametrize("text", ["[" * 20_000, '<a "' * 5_000, "1. " * 5_000, "> " * 300])
def test_a_hand_written_page_that_takes_too_long_is_refused(text: str) -> None:
    with pytest.raises(Failure, match=r"menu\.md cannot be laid out"):
        hand_written(f"# X\n\n{text}")


def test_hand_written_pages_have_contents_definitions_and_footnotes() -> None:
    title, shown = hand_written("# Help\n\n[TOC]\n\n## One\n\nTerm\n:   Said[^1].\n\n[^1]: Note.\n")
    assert title == "Help"
    assert '<a href="#one"' in shown
    assert "<dd>" in shown
    assert "Note." in shown
    assert "<script" not in hand_written("# X\n\n<script>alert(1)</script>")[1]


LAID_OUT = ["[a](b) ", '![x](y "z") ', '![x](y "z")', "<img a", "<a <b ", "<img ", '<a href="']


@pytest.mark.parametrize("unit", LAID_OUT)
@pytest.mark.parametrize("start", ["", "<div>\n", "<img "])
def test_the_longest_body_that_is_laid_out_does_not_take_long(start: str, unit: str) -> None:
    """Eight times as long takes sixteen times as long at most."""
    work = Bodies(str).render
    short, long = (start + unit * (size // len(unit)) for size in (30_000, 240_000))
    assert taken(lambda: work(long)) < 16 * taken(lambda: work(short)) + 0.1


def test_a_word_of_a_quarter_million_letters_in_a_tag_does_not_take_long() -> None:
    work = Bodies(str).render
    short, long = (f'<img {"a" * size} src="x.png">' for size in (30_000, 240_000))
    assert taken(lambda: work(long)) < 16 * taken(lambda: work(short)) + 0.1
    assert "x.png" in work(short)


def test_only_the_attribute_itself_says_where_a_picture_is() -> None:
    shown = Bodies(str).render('<img src="plan.png" data-src="other.png" alt="The plan">')
    assert "plan.png" in shown
    assert "other.png" not in shown
