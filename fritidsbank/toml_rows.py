"""Reading what the program comes with as TOML: each key once, and nothing that nobody knows."""

import tomllib
from typing import Any


class Row:
    """A table of the file, from which each key is taken once; `done` refuses what is left."""

    def __init__(self, values: dict[str, Any], where: str) -> None:
        """Of a table that stands there; `of_file` is the outermost one."""
        self.where = f"{where}.{values.get('code') or values.get('name') or '?'}"
        self._left = dict(values)

    @classmethod
    def of_file(cls, text: str, name: str) -> "Row":
        """The whole file. Raises ValueError when it is no TOML."""
        return cls(tomllib.loads(text), name)

    def text(self, key: str, otherwise: str | None = None) -> str:
        return str(self._take(key, str, otherwise))

    def flag(self, key: str) -> bool:
        return bool(self._take(key, bool, otherwise=False))

    def whole(self, key: str, otherwise: int) -> int:
        return int(self._take(key, int, otherwise))

    def number(self, key: str) -> float | None:
        if key not in self._left:
            return None
        value: float = self._take(key, (int, float), None)
        return value

    def words(self, key: str) -> tuple[str, ...]:
        words = self._take(key, list, [])
        if not all(isinstance(word, str) for word in words):
            raise ValueError(f"{self.where}: {key} must be strings")
        return tuple(words)

    def rows(self, key: str) -> list["Row"]:
        """A plain string among the rows is a word that is the same in both languages."""
        rows = self._take(key, list, [])
        tables = [{"word": r, "word_en": r} if isinstance(r, str) else r for r in rows]
        if not all(isinstance(table, dict) for table in tables):
            raise ValueError(f"{self.where}: {key} must be tables")
        return [Row(table, f"{self.where}.{key}") for table in tables]

    def table(self, key: str) -> "Row | None":
        """A table inside this one, if it is there."""
        inner = self._take(key, dict, {})
        return Row(inner, f"{self.where}.{key}") if inner else None

    def texts(self) -> dict[str, str]:
        """All that is left, which must be strings."""
        return {key: self.text(key) for key in list(self._left)}

    def rest(self) -> dict[str, Any]:
        """All that is left, of any type, for whoever knows it."""
        left, self._left = self._left, {}
        return left

    def done(self) -> None:
        if self._left:
            raise ValueError(f"{self.where}: unknown {', '.join(sorted(self._left))}")

    def _take(self, key: str, kind: type | tuple[type, ...], otherwise: object) -> Any:  # noqa: ANN401 - the methods above give it its type
        value = self._left.pop(key, otherwise)
        if value is None:
            raise ValueError(f"{self.where}: {key} is missing")
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise ValueError(f"{self.where}: {key} cannot be {value!r}")
        return value


def once(where: str, words: list[str]) -> None:
    """Each word at most once. Raises ValueError."""
    twice = sorted({word for word in words if words.count(word) > 1})
    if twice:
        raise ValueError(f"{where}: twice {', '.join(twice)}")
