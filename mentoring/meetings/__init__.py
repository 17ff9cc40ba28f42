"""What the marks of meetings mean, without the database: the five steps, what is asked when, diaries, the words."""
