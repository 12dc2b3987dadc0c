"""Is a quote real: where its words stand, what differs, and who said them."""
