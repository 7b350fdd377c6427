"""Addresses of registers."""

from django.urls import path

from clearway.site.registers.views import entries, files, lists, types

app_name = "registers"
urlpatterns = [
    path("registers/", lists.registers, name="registers"),
    path("registers/due", lists.due, name="due"),
    path("registers/types", types.types, name="types"),
    path("registers/types/add", types.add_type, name="add_type"),
    path("registers/types/<int:number>", types.type_version, name="type"),
    path("registers/types/<slug:register>.yaml", types.type_text, name="type_text"),
    path("registers/<slug:register>", lists.register, name="register"),
    path("registers/<slug:register>/map", lists.map_of, name="map"),
    path("registers/<slug:register>/add", entries.add, name="add"),
    path("registers/<slug:register>/import", files.import_file, name="import"),
    path("registers/<slug:register>/<int:number>", entries.entry, name="entry"),
    path("registers/<slug:register>/<int:number>/change", entries.change, name="change"),
    path("public/registers/", lists.public_registers, name="public_registers"),
    path("public/registers/<slug:register>", lists.public_register, name="public_register"),
]
