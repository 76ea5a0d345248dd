"""Where the program keeps what is not Python: templates, migrations, printers, static files."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """The folder `name`, wherever this copy of the program keeps it."""
    packed = PACKAGE / name  # a wheel has it inside the package
    return packed if packed.is_dir() else PACKAGE.parent / name  # a checkout has it beside
