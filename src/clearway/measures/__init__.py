"""What is measured: the waiting-time position by place, cancer type, route and month."""
