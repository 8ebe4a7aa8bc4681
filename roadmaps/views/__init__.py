"""The pages of a roadmap: reading it, editing it, importing it."""
