import { createRequire } from 'node:module';
import type { knex } from 'knex';
import type pg from 'pg';
import { instantOf } from './clock.ts';

type Drivers = { readonly knexOf: typeof knex };
let loaded: Drivers | null = null;

/**
 * knex and pg, loaded when they are first needed: together they take a tenth of a second, and the sign-in screen is up
 * before a server is asked anything.
 */
export function drivers(): Drivers {
  loaded ??= load();
  return loaded;
}

function load(): Drivers {
  // Modules of the newer kind, as the bench is built, have no file name of their own; they run at the root.
  const require = createRequire(typeof __filename === 'undefined' ? `${process.cwd()}/` : __filename);
  const { types } = require('pg') as typeof pg;
  types.setTypeParser(types.builtins.DATE, (text) => text);
  types.setTypeParser(types.builtins.INT8, safeInteger);
  types.setTypeParser(types.builtins.TIMESTAMPTZ, (text) => instantOf(Date.parse(text)));
  return { knexOf: (require('knex') as { knex: typeof knex }).knex };
}

/** bigint of SQL to a safe integer; refuses what would lose a digit (architecture.md 6). */
function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`${text} is larger than Careline can hold exactly.`);
  return value;
}
