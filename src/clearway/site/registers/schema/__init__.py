"""What a type of register is, read from YAML and held as plain data. Nothing here knows a database or a screen."""

from clearway.site.registers.schema.errors import NotAValue, SchemaError
from clearway.site.registers.schema.field import Choice, Field, FieldKind
from clearway.site.registers.schema.reading import read_schema
from clearway.site.registers.schema.schema import Changes, Schema, SeenBy

__all__ = ["Changes", "Choice", "Field", "FieldKind", "NotAValue", "Schema", "SchemaError", "SeenBy", "read_schema"]
