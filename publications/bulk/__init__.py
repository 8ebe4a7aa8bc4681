"""Many files at once: reports × languages × formats, made one after the other by the queue, given as one ZIP."""
