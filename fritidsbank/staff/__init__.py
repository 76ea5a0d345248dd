"""Who works here: accounts, sign-ins, roles with a scope, authorities, devices, sessions."""
