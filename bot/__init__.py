"""Where people meet the program: settings, terminal, and what they print."""
