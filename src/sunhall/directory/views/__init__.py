"""Pages to browse and maintain the directory."""
