"""The software that a Swedish sports-equipment library runs on."""
