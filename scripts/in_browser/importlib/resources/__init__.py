"""Stands in for reading files that lie in packages: the guide reads its one data file through its own loader."""
