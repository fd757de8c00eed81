"""The ``reewatch`` command."""
