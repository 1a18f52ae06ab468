import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { Knex } from 'knex';
import type { ClientBase } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

/** One connection to a PostgreSQL server, which does nothing else while it copies. */
export type CopyLine = Pick<ClientBase, 'query'>;

/** Rows that go in: `write` waits while the server is behind; `end` gives how many rows it took; `fail` gives all of them up. */
export type CopyIn = { readonly write: (bytes: Uint8Array) => Promise<void>; readonly end: () => Promise<number>; readonly fail: (reason: string) => Promise<void> };

/**
 * The bytes of a `COPY ... TO STDOUT`, as they come. A refusal of the server is thrown while they are read. Who stops early has the rest
 * read and thrown away, since nothing else can be asked of the connection before.
 */
export async function* copyOut(line: CopyLine, sql: string): AsyncGenerator<Uint8Array> {
  const stream = line.query(copyTo(sql));
  const over = finished(stream, { writable: false });
  over.catch(() => undefined);
  try {
    for await (const piece of stream.iterator({ destroyOnReturn: false })) yield piece as Uint8Array;
  } finally {
    if (!stream.readableEnded) {
      stream.resume();
      await over.catch(() => undefined);
    }
  }
}

/** Begins a `COPY ... FROM STDIN`. A refusal of the server is thrown by the next `write`, or by `end`. */
export function copyIn(line: CopyLine, sql: string): CopyIn {
  const stream = line.query(copyFrom(sql));
  const over = finished(stream);
  let refused = false;
  over.catch(() => { refused = true; });
  return {
    write: async (bytes) => {
      if (refused || !stream.write(bytes)) await Promise.race([once(stream, 'drain'), over]);
    },
    end: async () => {
      stream.end();
      await over;
      return stream.rowCount;
    },
    fail: async (reason) => {
      stream.destroy(new Error(reason));
      await over.catch(() => undefined);
    },
  };
}

/** Gives the connection of a reader or of a transaction on a server to work that copies. */
export async function withCopyLine<T>(db: Knex, work: (line: CopyLine) => Promise<T>): Promise<T> {
  const client = db.client as { acquireConnection: () => Promise<CopyLine>; releaseConnection: (line: CopyLine) => Promise<void> };
  const line = await client.acquireConnection();
  try {
    return await work(line);
  } finally {
    await client.releaseConnection(line);
  }
}
