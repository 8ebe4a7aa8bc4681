"""The top floor: settings, addresses, the home page, and what concerns the whole house."""
