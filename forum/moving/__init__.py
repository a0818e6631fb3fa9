"""Handing the whole forum over: everything into a folder, and out of it elsewhere."""
