"""Shopping lists: their pages, lines, aisles, what is at home, downloads and links."""
