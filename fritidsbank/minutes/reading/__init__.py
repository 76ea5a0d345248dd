"""Minutes and notices that came from elsewhere: opened, understood, looked through by a person."""
