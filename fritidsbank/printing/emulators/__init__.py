"""Printers that are not there, for tests and for people without one: real bytes over a real line.

    from fritidsbank.printing.emulators.listening import emulator

    with emulator("zpl", folder=Path("labels")) as machine:
        ...  # print to tcp://127.0.0.1:{machine.port}
        machine.wait_for(1)
        machine.pages[0]  # what came out, an image of mode "1" in which 0 is ink
        machine.fault = "paper"  # a word of `faults.Fault`; "ok" mends it

A file for each language reads bytes into pages and answers what is asked, written from the manuals
and not from the encoders of `languages/`, so that the two hold each other to it.
"""
