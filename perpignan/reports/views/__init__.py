"""Pages of reports and of the deliverables that they become."""
