"""The printers that branches have, and the jobs that wait for them; it knows no label's looks."""
