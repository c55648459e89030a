"""What queries answer with."""
