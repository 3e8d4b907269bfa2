/** On elements that a marked block has put into a page stands its id: how else could a browser tell them? */
export const MARKED_BY = "data-selvedge-block";
