"""The admin's pages, a module for each model."""

from advocacy.admin import section, way

__all__ = ["section", "way"]
