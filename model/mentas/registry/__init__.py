"""The registry: what the government believes."""
