"""What printers are told, and what they answer: pure functions, a file for each language.

`encode(pages, printer, medium)` gives the bytes of pages as they leave the printer. A language
whose printers tell what troubles them has `ASK`, the bytes that ask, and `heard(answer, medium)`.
"""
