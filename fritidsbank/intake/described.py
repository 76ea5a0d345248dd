"""What the room adds to the description for programs."""

from fritidsbank.stock.rules import Unit
from fritidsbank.web.openapi import NUMBER, TEXT, Described

DESCRIBED = Described(
    fields={
        "register_article": {
            "category": {**TEXT, "description": "the code of a category, such as SLP"},
            "name": {**TEXT, "description": "left out, the name of the category"},
            "size": TEXT,
            "brand": TEXT,
            "made_year": NUMBER,
            "note": TEXT,
            "unit": {"type": "string", "enum": [unit.value for unit in Unit]},
            "attributes": {
                "type": "object",
                "additionalProperties": TEXT,
                "description": "what the category asks, by name, each as people write it",
            },
            "shelf": {**TEXT, "description": "the number on the label of its shelf"},
            "code": {**TEXT, "description": "the label that it bears; left out, a fresh number"},
            "copies": {**NUMBER, "description": "so many alike, 50 at most, with fresh numbers"},
        }
    },
    required={"register_article": ("category",)},
    facts={
        "codes": {"type": "array", "items": TEXT},
        "owner": NUMBER,
        "belongs_to": TEXT,
    },
)
