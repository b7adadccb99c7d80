"""Layer 0: problems, keys, settings and words. Imports nothing of the layers above."""
