"""A document as the fields of an editor's grid, and back.

`sheet_of` lays a document out in rows and cells of texts, with what is wrong beside each of them;
`read_document` takes the texts back; `perform` adds, copies, moves and removes rows. A part whose
fields still say what they said stays as it was, to the letter, and so does everything the grid
does not show. What cannot be read stays in the document as it was typed: the reader of documents
names the fault and its place, and the grid shows the same text again.
"""

from sunhall.kernel.decision.grid.acts import perform
from sunhall.kernel.decision.grid.order import in_order
from sunhall.kernel.decision.grid.reading import read_document
from sunhall.kernel.decision.grid.sheet import Sheet, fields_of, sheet_of

__all__ = ["Sheet", "fields_of", "in_order", "perform", "read_document", "sheet_of"]
