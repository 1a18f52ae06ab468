/** What is wrong with a catalog: where, as "offers.start.usage.calls", and a sentence that says the cure. */
export type CatalogFault = { readonly place: string; readonly sentence: string };

/** A fault for each code that is there twice. `what` is the thing as in "zone". */
export function doubled(place: string, what: string, codes: ReadonlyArray<string>): CatalogFault[] {
  const twice = codes.filter((code, index) => codes.indexOf(code) !== index);
  return [...new Set(twice)].map((code) => ({ place: `${place}.${code}`, sentence: `The ${what} "${code}" is there twice. Give one of them another code.` }));
}
