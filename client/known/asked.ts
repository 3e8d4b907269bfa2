/**
 * The event on the document by which the ledger hears what a view without a load asks of the edge: the body, as text.
 * Where the tag was pasted it hears that as everything else that is sent.
 */
export const ASKED = "selvedge:asked";
