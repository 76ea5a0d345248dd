"""Drawing, printer languages and transports; knows no article."""
