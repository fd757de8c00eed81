"""The report: a folder of static pages, drawn from what one published night holds."""
