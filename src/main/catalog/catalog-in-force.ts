import type { Catalog } from '../../contract/catalog.ts';
import { type ReadableDb, row } from '../platform/database.ts';
import { wholeCatalog } from './domain/check-catalog.ts';
import { type CompiledCatalog, compileCatalog } from '../rating/domain/compile-catalog.ts';

/** The catalog in force, compiled once for each version. */
export type CatalogInForce = { readonly catalogId: number; readonly catalog: Catalog; readonly compiled: CompiledCatalog };

type Named = { readonly catalogId: number; readonly hash: string };

const kept = new Map<string, CatalogInForce>();

/** The catalog by its name, where this process has read it before; saves a question that carries the name along a round trip. */
export function knownCatalog({ catalogId, hash }: Named): CatalogInForce | undefined {
  const known = kept.get(hash);
  return known?.catalogId === catalogId ? known : undefined;
}

/**
 * Reads the newest catalog of a currency, of the operator's own where none is named: each currency has prices of its own. The
 * document itself is fetched, and checked, only when its hash is new to this process. Throws a RangeError where there is none.
 */
export async function catalogInForce(db: ReadableDb, currency: string | null = null): Promise<CatalogInForce> {
  const newest = await row<Named>(db, 'select c.id as "catalogId", c.hash from bill.catalogs c where c.currency = coalesce(?, (select s.currency from care.settings s)) order by c.id desc limit 1', [currency]);
  if (!newest) throw new RangeError(`There is no catalog with prices in ${currency ?? 'the operator\'s currency'} yet. Load one before anything is rated.`);
  return fetched(db, newest);
}

/** The catalog in force of each of these currencies; one without a catalog is left out. */
export async function catalogsOf(db: ReadableDb, currencies: Iterable<string>): Promise<Map<string, CatalogInForce>> {
  const found = new Map<string, CatalogInForce>();
  for (const currency of new Set(currencies)) {
    try {
      found.set(currency, await catalogInForce(db, currency));
    } catch (failure) {
      if (!(failure instanceof RangeError)) throw failure;
    }
  }
  return found;
}

/** The catalog that a bill was made by. */
export async function catalogById(db: ReadableDb, catalogId: number): Promise<CatalogInForce> {
  const named = await row<Named>(db, 'select c.id as "catalogId", c.hash from bill.catalogs c where c.id = ?', [catalogId]);
  if (!named) throw new Error('The catalog was not found.');
  return fetched(db, named);
}

async function fetched(db: ReadableDb, named: Named): Promise<CatalogInForce> {
  const known = knownCatalog(named);
  if (known) return known;
  const found = await row<{ body: Catalog }>(db, 'select c.body from bill.catalogs c where c.id = ?', [named.catalogId]);
  if (!found) throw new Error('The catalog was not found.');
  const made = { catalogId: named.catalogId, catalog: found.body, compiled: compileCatalog(wholeCatalog(found.body)) };
  kept.set(named.hash, made);
  return made;
}
