"""The console command, the settings and the addresses: the only place that knows all apps."""
