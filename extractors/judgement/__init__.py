"""What a mention says beyond its type: how sure, how recent, how binding, who acts on whom, who says so."""
