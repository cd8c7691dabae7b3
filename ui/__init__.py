"""Where people meet Quoth: the command line and the web app. The only room that reads flags, environment and settings."""
