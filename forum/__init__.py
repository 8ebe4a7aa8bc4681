"""Who: users, countries, organisations, working groups, memberships and their roles."""
