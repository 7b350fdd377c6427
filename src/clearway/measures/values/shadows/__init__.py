"""The data-quality shadow of values: completeness, bounds for what is missing, and what arrives late."""

from clearway.measures.values.shadows.beside import shadowed, values_with_shadows
from clearway.measures.values.shadows.of_groups import group_shadow, with_group_shadows

__all__ = ["group_shadow", "shadowed", "values_with_shadows", "with_group_shadows"]
