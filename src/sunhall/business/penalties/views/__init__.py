"""Pages of the penalties system: the public hall, the editor, the desk."""
