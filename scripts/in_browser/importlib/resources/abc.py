"""Stands in for the classes of resource readers, which `importlib.abc` names but only hands out on request."""
