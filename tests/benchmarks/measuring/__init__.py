"""What measure.py is made of."""
