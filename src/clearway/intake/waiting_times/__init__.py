"""The reader of waiting-time records: one CSV row a record, read as text and then checked column by column."""
