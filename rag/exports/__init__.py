"""Conversations as documents whose quotations can be proved again: Markdown and DOCX with footnotes.

Every quotation has a footnote that says who, in what, when, and where it stands, and ends with its place: see `place`.
`quoth verify` reads the places and the words back out of the document as it now is.
"""

from __future__ import annotations
