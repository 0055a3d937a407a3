"""What makes one command enough: an embedded Postgres and the supervisor of `make run`."""
