"""The pages of cases: queues, the case itself, its steps and documents, penalties on the spot."""
