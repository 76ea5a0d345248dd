"""Sets for one person: what to pick together, in sizes that fit each other ("paket")."""
