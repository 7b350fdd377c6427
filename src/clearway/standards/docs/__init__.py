"""The pages of `docs/standards`, written from the rule files and the worked examples, never by hand."""
