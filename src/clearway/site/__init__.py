"""The web site: the Django project and its apps, one for each area of work."""
