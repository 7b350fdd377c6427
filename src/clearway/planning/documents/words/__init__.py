"""The tables of words and forms by which a strategy document is read: YAML that anybody can check and extend."""
