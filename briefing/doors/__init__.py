"""Layer 5: command line, preview, importers, publishing. Only these print or exit."""
