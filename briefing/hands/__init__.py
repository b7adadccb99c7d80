"""Layer 3: templates, the store and writing. Nothing here decides what is said."""
