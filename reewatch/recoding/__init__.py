"""Recoding: the past read anew under its own known time; what differs is told as such, never as news."""
