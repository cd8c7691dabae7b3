"""The commands, one file each: they read values, call the rooms below and print."""
