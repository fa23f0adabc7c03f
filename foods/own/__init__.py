"""Foods and supplements that a household or practice adds itself: labels in, amounts out."""
