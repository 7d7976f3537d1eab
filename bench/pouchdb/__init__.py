"""A phone's first pull beside PouchDB's replication of the same people."""
