"""A web process reads what every visitor needs while it starts, and starts even where something cannot be read."""

from clearway.site import warming
from clearway.site.performance import figures


def test_warming_up_reads_rules_and_templates_and_opens_no_figures(settings, monkeypatch):
    settings.STORE = None
    asked = []
    monkeypatch.setattr(figures, "rules", lambda: asked.append("rules"))
    read = warming.get_template
    monkeypatch.setattr(warming, "get_template", lambda name: asked.append(name) or read(name))
    warming.warm_up()
    assert {"rules", "layout.jinja", "places/summary.jinja", "nhsuk/template.jinja"} <= set(asked)


def test_what_cannot_be_read_is_logged_and_the_rest_is_warmed(monkeypatch, caplog):
    asked = []

    def broken() -> None:
        raise OSError("gone")

    monkeypatch.setattr(warming, "_references", broken)
    monkeypatch.setattr(warming, "_templates", lambda: asked.append("templates"))
    warming.warm_up()
    assert "warming up went wrong" in caplog.text
    assert asked == ["templates"]
