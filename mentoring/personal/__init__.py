"""What the program knows of people: every personal field with its purpose, its basis, its readers and its end."""
