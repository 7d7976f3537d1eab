"""A real PostgreSQL and a real Redis, each on a free port, for as long as the tests run."""
