"""业务系统: they never import each other; they meet in the centers."""
