"""The doors that are open to anybody: a test compares them with every route there is."""

PUBLIC = {
    "GET /login",
    "GET /en/login",
    "POST /login",
    "POST /logout",
    "GET /counter",
    "GET /api/texts/<language>",
    "GET /api/openapi.json",
    "GET /lagersaldo",
    "GET /lagersaldo/<int:branch>",
    "GET /lagersaldo/<int:branch>/<kind>",
    "GET /lagersaldo.json",
    "GET /lagersaldo.csv",
    "GET /personuppgifter",
    "GET /en/privacy",
    "GET /lagat",
    "GET /lagat.json",
    "GET /lagat.csv",
    "GET /en/repaired",
    "GET /en/stock",
    "GET /en/stock/<int:branch>",
    "GET /en/stock/<int:branch>/<kind>",
    "GET /moten/<group_slug>/<day>.<form>",
    "GET /moten/<group_slug>/<day>/kallelse.<form>",
    "GET /moten/<group_slug>/<day>/version/<int:version>.<form>",
    "GET /moten/kalender.ics",
    "GET /moten/<group_slug>.ics",
    "GET /moten/atom.xml",
    "GET /moten/<group_slug>/atom.xml",
    *(
        f"GET {home}{tail}"
        for home in ("/moten", "/en/meetings")
        for tail in (
            "",
            "/<group_slug>",
            "/<group_slug>/<day>",
            "/<group_slug>/<day>/kallelse",
            "/<group_slug>/<day>/version/<int:version>",
            "/arenden",
            "/arenden/<matter_slug>",
            "/forslag",
            "/forslag/<proposal_key>",
            "/sok",
        )
    ),
    "GET /tillganglighet",
    "GET /en/accessibility",
    "GET /sitemap.xml",
    "GET /robots.txt",
    "GET /oparl/",
    "GET /oparl/schema.json",
    "GET /oparl/bodies",
    "GET /oparl/body",
    "GET /oparl/persons",
    "GET /oparl/papers",
    "GET /oparl/organizations",
    "GET /oparl/organization/<group_slug>",
    "GET /oparl/organization/<group_slug>/meetings",
    "GET /oparl/meetings",
    "GET /oparl/meeting/<group_slug>/<day>",
    "GET /oparl/location/<group_slug>/<day>",
    "GET /oparl/agenda-item/<group_slug>/<day>/<item_name>",
    "GET /oparl/files",
    "GET /oparl/file/notice/<group_slug>/<day>",
    "GET /oparl/file/minutes/<group_slug>/<day>/<int:version>",
    "GET /ML/<own>",
    *(
        f"{method} {home}/<own>"
        for method in ("GET", "POST")
        for home in ("/mina-lan", "/en/my-loans")
    ),
    "GET /i/<code>",
    "GET /I/<code>",
    "GET /",
    "GET /static/<path:filename>",
    *(
        f"{method} {home}/prenumerera{link}"
        for method in ("GET", "POST")
        for home in ("/moten", "/en/meetings")
        for link in ("", "/<int:subscriber>/<token>/<says>")
    ),
}
"""What somebody may ask for who has not signed in. A new route that is public stands here, too."""
