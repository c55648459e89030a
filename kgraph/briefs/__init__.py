"""Briefs: footnoted notes that can be put before a reader, of statements of the dataset, fixed phrases and counts."""

from kgraph.briefs.brief import Brief
from kgraph.briefs.building import build_brief
from kgraph.briefs.forms import FORMS, BriefForm, get_form, name_file

__all__ = ["FORMS", "Brief", "BriefForm", "build_brief", "get_form", "name_file"]
