"""Words of both languages as the index knows them."""
