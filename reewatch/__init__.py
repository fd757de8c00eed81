"""The domain of reewatch: records and pure rules. Imports nothing of the project but itself."""
