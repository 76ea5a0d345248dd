"""What the description for programs says of print jobs, and of the agents that fetch them."""

from fritidsbank.printing.conversation import Ending
from fritidsbank.printjobs.rules import JobState
from fritidsbank.web.openapi import NUMBER, TEXT, ApiRoute, Described, Schema, shape

_WORD: Schema = {"type": ["string", "null"], "maxLength": 40}

DESCRIBED = Described(
    routes={
        "/api/print-jobs/{job}": ApiRoute(
            answer=shape(
                {
                    "state": {"type": "string", "enum": [state.value for state in JobState]},
                    "ended": {"type": "boolean"},
                    "trouble": TEXT,
                }
            ),
            problems=("404",),
        ),
        "/api/print-agent/waiting": ApiRoute(
            answer=shape({"printers": {"type": "array", "items": NUMBER}})
        ),
        "/api/print-agent/printers/{printer}/take": ApiRoute(
            answer={
                "anyOf": [
                    shape({"job": {"type": "null"}}),
                    shape(
                        {
                            "job": NUMBER,
                            "address": TEXT,
                            "model": TEXT,
                            "medium": TEXT,
                            "name": TEXT,
                            "labels": NUMBER,
                            "document": {"type": "string", "contentEncoding": "base64"},
                        }
                    ),
                ]
            },
            problems=("404", "503"),
        ),
        "/api/print-agent/jobs/{job}/ended": ApiRoute(
            answer=shape({"state": {"type": "string"}}),
            body=shape(
                {
                    "ending": {"type": "string", "enum": [ending.value for ending in Ending]},
                    "trouble": _WORD,
                },
                "trouble",
            ),
            problems=("404", "422", "503"),
        ),
    }
)
