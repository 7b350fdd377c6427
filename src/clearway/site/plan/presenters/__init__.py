"""What the pages of plans show: each made once from the plan's rows, for the page and for its download."""
