"""The security support platform (安全支撑平台): who looked at whom, how safe the city is."""
