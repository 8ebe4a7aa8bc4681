"""The project: settings, addresses, the home page, and what concerns all apps."""
