"""What a service item says, and when it may be published."""
