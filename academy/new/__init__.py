"""What the command line makes of an author's site: new pages, and pages under new names.

create  a course, a lesson, a part or a project, from the skeletons in the folder `skeleton`
rename  a page, what belongs to it and every link to it; `redirect_from` keeps its old address
nav     mkdocs.yml as text, whose comments and form stay
"""


class Refused(ValueError):
    """What was asked cannot be done; nothing was written."""
