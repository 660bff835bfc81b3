"""Rules across records: one file a rule, the file's name its id.

Each file says in its docstring what the rule forbids and why, with a `Good:` block that passes and
a `Bad:` block that gives findings of this rule and no other; both are tests. `check(index, today)`
yields findings; the runner adds the id and `SEVERITY`. Rules do not import each other.

A block is a list of edits to a small valid office (`tests/rules/sample`) on 31 March 2025. Its
approvals are signed again after the edits. One edit a line; a line indented further continues it:

    set ID PATH = VALUE     the field says VALUE; with nothing after `=` it is gone
    add ID PATH = VALUE     VALUE comes last in the list
    new ID like OTHER       another record, with the contents of OTHER
    drop ID                 the record does not exist
    shift ID DAYS           all its acts happen +n or -n days later
    today DATE              the check is made on that day

A path is names joined by dots; an item of a list is named by its number from 0, by its `id`, or, if
it is an act, by what was done (the last such act): `decisions.D1.due`, `acts.approve.by`. Values
are YAML in flow style; TODAY, TOMORROW and YESTERDAY stand for dates. `office` is the settings.
"""
