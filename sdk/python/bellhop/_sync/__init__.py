"""Has the client that waits."""
# Written by `npm run openapi` from the module of this name in `_async`.
