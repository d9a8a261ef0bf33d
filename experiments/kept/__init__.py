"""What is kept of runs as folders of files, and how it is read again."""
