"""Which mentions tell of one happening."""
