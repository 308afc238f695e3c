"""Has the client that waits."""
