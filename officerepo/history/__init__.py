"""What commits say of the records: their past, each change, who made it, and what was lost."""
