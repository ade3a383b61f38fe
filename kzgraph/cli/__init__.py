"""The commands, grouped by what a user is about; each module is imported only when one of its commands runs."""
