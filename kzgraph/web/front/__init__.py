"""What the process outside does: it takes requests and has workers answer them."""
