"""The types of forms that come with Clearway, one YAML file each."""
