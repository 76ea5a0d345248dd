"""Group loans: a wish list filled by scanning, handed over in one go, and back in parts."""
