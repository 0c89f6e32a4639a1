"""The commands of `touchline`, one file each. They read what the user typed, call the part that does the work, and print."""
