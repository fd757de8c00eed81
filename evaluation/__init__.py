"""Gold sets, metrics and the gate with its floors."""
