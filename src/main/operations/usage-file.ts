import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Refusal } from '../../contract/errors.ts';

const LARGEST_FILE_BYTES = 512 * 1024 * 1024;
/** As much as shows the format and the first lines. */
const HEAD_BYTES = 64 * 1024;
const LINE_END = 10;

const unreadable = (path: string) => new Refusal('REFUSED', `${basename(path)} could not be read. Check that it is still there and that you may read it.`);

/** Reads a usage file whole; refuses what cannot be read or is too large. Its hash tells the same file under another name. */
export async function usageFileText(path: string): Promise<{ text: string; sha256: string }> {
  let bytes: Buffer;
  try {
    if ((await stat(path)).size >= LARGEST_FILE_BYTES) throw new Refusal('REFUSED', `${basename(path)} is larger than 512 MB. Split it by day and import the parts.`);
    bytes = await readFile(path);
  } catch (failure) {
    throw failure instanceof Refusal ? failure : unreadable(path);
  }
  return { text: bytes.toString('utf8'), sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** The beginning of a usage file and how many lines it has, read piece by piece so that a large one stops nobody. */
export async function glanceAtUsageFile(path: string): Promise<{ head: string; lines: number }> {
  const head: Buffer[] = [];
  let [size, ends, last] = [0, 0, LINE_END];
  try {
    for await (const piece of createReadStream(path, { highWaterMark: HEAD_BYTES }) as AsyncIterable<Buffer>) {
      if (size < HEAD_BYTES) head.push(piece);
      for (let at = piece.indexOf(LINE_END); at >= 0; at = piece.indexOf(LINE_END, at + 1)) ends += 1;
      size += piece.length;
      last = piece.at(-1) ?? last;
    }
  } catch {
    throw unreadable(path);
  }
  return { head: Buffer.concat(head).toString('utf8', 0, HEAD_BYTES), lines: ends + (last === LINE_END ? 0 : 1) };
}
