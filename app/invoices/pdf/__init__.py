"""Papers as PDF: the same paper gives the same bytes."""

from app.invoices.rules.paper import Paper


def print_out(paper: Paper) -> bytes:
    """The file. The library behind it costs a second to load, so only who prints does."""
    from app.invoices.pdf.printing import printed
    from app.invoices.pdf.sheet import sheet_of

    return printed(sheet_of(paper), number=paper.number, at=paper.issued_at)
