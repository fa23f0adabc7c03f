"""What people's pages send, checked: every error is a sentence, nothing is half accepted."""
