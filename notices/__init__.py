"""What people are told, by mail and on a page: in the reader's language, kept, sent after the act. A leaf."""
