"""Plans, lists and recipes on paper: what is printed, in which size, and as a PDF."""
