"""The rules in force today: since when, until when they are reviewed, who answers for each.

Acknowledged are the holders of the posts that a rule applies to who have confirmed that they read
it; of the duties of posts, that they understood them. Rules that nobody is asked to confirm say
nothing there. An article is enforced where it names the check that holds the records to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.acknowledged import readers
from officerepo.domain.force import in_force, is_in_force, review_day
from officerepo.index import Index
from officerepo.record import Record, entries_in
from officerepo.report import Row, choice_words, column, words

TITLE = words("Rules in force", "Normas vigentes", "现行制度")
GROUP = "rules"
LABEL = "public"
KINDS = ("regulation",)
DATED, OWNED = "since", "owner"
PROMINENT = True
SERVES = ("R28", "R70", "R76", "R77")

columns = (
    column("record", "link", "Rule", "Norma", "制度"),
    column("version", "integer", "Version", "Versión", "版次"),
    column("type", "words", "Type", "Clase", "类别"),
    column("since", "date", "In force since", "En vigor desde", "施行日期"),
    column("review", "date", "Next review by", "Próxima revisión", "复审期限"),
    column("overdue", "boolean", "Review overdue", "Revisión vencida", "复审逾期"),
    column("owner", "link", "Answers for it", "Responde", "主管岗位"),
    column("acknowledged", "integer", "Acknowledged", "Acuses", "已签收"),
    column("asked", "integer", "Of", "De", "应签收"),
    column("articles", "integer", "Articles", "Artículos", "条款数"),
    column("enforced", "integer", "Enforced by a check", "Con comprobación", "有核查的条款"),
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield a row for each regulation that is in force on the day, by its number."""
    day = today.isoformat()
    for rule in index.of("regulation"):
        if not is_in_force(rule, day):
            continue
        start, _ = in_force(rule) or ("", "")
        review = review_day(rule)
        articles = _articles(rule)
        yield (
            rule.id,
            _version(index, rule),
            choice_words(index, "regulation", "type", rule.data.get("type")),
            start,
            review,
            "yes" if "" < review < day else "no",
            index.owner(rule),
            *_confirmed(index, rule, day),
            str(len(articles)),
            str(sum(bool(article.get("enforced_by")) for article in articles)),
        )


def _version(index: Index, rule: Record) -> str:
    found = index.kind(rule).id_pattern.fullmatch(rule.id)
    return found.groupdict().get("n", "") if found else ""


def _articles(rule: Record) -> list[dict[str, object]]:
    found = entries_in(rule.data.get("articles"))
    return [each for each in found if isinstance(each, dict) and not each.get("struck")]


def _confirmed(index: Index, rule: Record, day: str) -> tuple[str, str]:
    """Return how many have acknowledged a rule, and how many are to; nothing if nobody is."""
    duties = rule.data.get("type") == "post_duties"
    asked: dict[str, bool] = {}
    for reader in readers(index, rule, day):
        said = reader.understood if duties else bool(reader.level)
        asked[reader.person] = asked.get(reader.person, True) and said
    done = sum(asked.values())
    return (str(done), str(len(asked))) if duties or done else ("", "")
