"""What was published in other forms: papers, calendars, feeds, and open data."""
