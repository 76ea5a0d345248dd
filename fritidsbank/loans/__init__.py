"""What is lent, to whom, and until when: visits and loans, and looking them up."""
