"""Where records live: the store folder, its submissions and its engines."""
