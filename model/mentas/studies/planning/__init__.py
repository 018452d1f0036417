"""What a study will take and what it will give, before it is run: runs, time, memory, disk and half-widths."""
