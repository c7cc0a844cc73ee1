"""The one directory (目录): who and what the city is made of, each in its own time."""
