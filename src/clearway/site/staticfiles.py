"""Static files under names that carry their content, so that browsers may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class BuiltAssets(CompressedManifestStaticFilesStorage):
    """As WhiteNoise's own, and scripts that import each other do so by their hashed names too."""

    support_js_module_import_aggregation = True
