"""Rules across records: one file a rule, the file's name its id.

Each file says in its docstring what the rule forbids and why, with an example that passes and one
that does not; both are tests. `check(index, today)` yields findings; the runner adds the id and
`SEVERITY`. Rules do not import each other.
"""
