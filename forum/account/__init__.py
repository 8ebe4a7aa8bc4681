"""One's own account: log-in in two steps, second factors, sessions, single sign-on. What allauth does, in our pages."""
