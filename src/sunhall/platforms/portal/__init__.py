"""公共服务门户平台: the city's front door."""
