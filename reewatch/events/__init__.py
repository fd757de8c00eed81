"""What happened: the event that all mentions of one happening make, its dates and how far it came."""
