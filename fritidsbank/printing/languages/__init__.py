"""What printers are told, and what they answer: pure functions, a file for each language.

`encode(pages, printer, medium)` gives the bytes of pages as they leave the printer. A language
whose printers tell what troubles them has `ASK`, the bytes that ask; `complete(answer)`, whether
all has come; and `heard(answer, medium)`, what it says, which raises ValueError when it is no
answer. With `REPORTS` a printer speaks by itself while it prints, and must not be asked then.
"""
