"""Who says what: speakers, issuers, statements, and where accounts agree or differ."""
