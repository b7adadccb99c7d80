"""Layer 2: pure decisions. No files, no clock, no printing."""
