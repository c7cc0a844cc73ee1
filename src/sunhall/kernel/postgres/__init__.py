"""The PostgreSQL server that the program brings along."""
