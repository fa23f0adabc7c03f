"""Pages of the people room, and the parts that pages of other rooms load from it."""
