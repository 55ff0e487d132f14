"""Commands that look over the whole house."""
