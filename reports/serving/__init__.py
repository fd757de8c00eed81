"""The report live on loopback: a small Starlette application over a ``Desk``; it knows neither store nor flows."""
