"""What is answered, and its way to the signature: campaigns, reports, answers, importing."""
