"""What people read and take away: charts, spreadsheets and CSV files, all made from the same rows as the page."""
