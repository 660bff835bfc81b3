"""What cites a record stands on its page once, whatever the fields by which it does."""

from __future__ import annotations

import re

from officerepo.portal.relations import Relations
from tests.portal.office import demo_office
from tests.portal.sites import site_of


def test_each_record_that_cites_stands_once_under_all_of_its_fields() -> None:
    site = site_of(demo_office())
    relations, several = Relations(site), 0
    for record in site.records.values():
        shown = relations.back(record, "../")
        numbers = re.findall(r'<span class="meta folio">([^<]+)</span>', shown)
        assert len(numbers) == len(set(numbers)), record.id
        several += (
            len({link.at.partition("[")[0] for _, link in site.index.links_to(record.id)}) > 1
        )
    assert several > 50
    filed = next(
        link.target
        for dossier in site.index.of("dossier")
        for link in dossier.links
        if link.at.startswith("index[") and link.target in site.records
    )
    heading = next(
        each
        for each in re.findall("<h3>([^<]+)</h3>", relations.back(site.records[filed], "../"))
        if each.startswith("Dossier")
    )
    assert ", " in heading
