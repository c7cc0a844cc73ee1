"""How people are led: question trees, walked and proved sound."""
