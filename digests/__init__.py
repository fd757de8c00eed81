"""Mail: rendering of a digest. What is news is decided in ``reewatch.digest``."""
