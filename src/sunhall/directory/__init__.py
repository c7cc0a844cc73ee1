"""1 套目录: divisions, organizations, persons, posts, roles, grants and matters, all dated."""
