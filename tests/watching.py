"""A tab of a real browser that is watched: what it asks of others, what it complains of, what it opens."""

from typing import Any


class Watch:
    """A tab, and what it did besides showing the page."""

    def __init__(self, browser: Any, origin: str, **settings: Any) -> None:
        self.context = browser.new_context(**settings)
        self.tab = self.context.new_page()
        self.foreign: list[str] = []
        self.dialogs: list[str] = []
        self.complaints: list[str] = []
        self.tab.on(
            "request",
            lambda request: self.foreign.append(request.url) if not request.url.startswith((origin, "data:")) else None,
        )
        self.tab.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        self.tab.on("console", lambda line: self.complaints.append(line.text) if line.type == "error" else None)
        self.tab.on("pageerror", lambda error: self.complaints.append(str(error)))


def quiet(seen: Watch) -> None:
    assert seen.foreign == [], seen.foreign
    assert seen.dialogs == [], seen.dialogs
    assert seen.complaints == [], seen.complaints
