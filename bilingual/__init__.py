"""Text in several languages: the type, the database field, the form field and the template tag. A leaf."""
