"""Who has no account yet."""

NEW = {
    "name": "Ifeoma Okafor",
    "email": "Ifeoma@Example.org",
    "password": "three nurses and a kite",
    "zone": "Africa/Lagos",
}
