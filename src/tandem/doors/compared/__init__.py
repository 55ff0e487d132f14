"""Every door in public: how one comes by it, where it is closed and why, and what was measured."""
