"""Layer 1: from files to typed values. What an editor wrote, and nothing concluded from it."""
