"""The data-quality shadow of values: completeness, bounds for what is missing, and what arrives late."""

from clearway.measures.values.shadows.beside import shadowed
from clearway.measures.values.shadows.of_groups import group_shadow, with_group_shadows

__all__ = ["group_shadow", "shadowed", "with_group_shadows"]
