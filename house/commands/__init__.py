"""The commands of `lotse`, one module for each subject; `lotse.py` puts them together."""
