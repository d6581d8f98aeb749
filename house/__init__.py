"""Puts the folders together into one process: settings, logs, composition, server, clock."""
