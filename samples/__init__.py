"""The sample newsroom and its small server."""
