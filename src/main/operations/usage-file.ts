import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Refusal } from '../../contract/errors.ts';

/** Fewer bytes than a text can have characters. */
const LARGEST_FILE_BYTES = 512_000_000;
/** As much as shows the format and the first lines. */
const HEAD_BYTES = 64 * 1024;
const PIECE_BYTES = 256 * 1024;
/** A record has a few hundred bytes; what goes on for longer has no line ends or is no text. */
const LONGEST_LINE_BYTES = 64 * 1024;
const LINE_END = 10;

/**
 * Reads a usage file whole; refuses what cannot be read, is too large, or is no text of lines, and reads no further than to
 * where it shows. Its hash tells the same file under another name.
 */
export async function usageFileText(path: string): Promise<{ text: string; sha256: string }> {
  const pieces: Buffer[] = [];
  const hash = createHash('sha256');
  for await (const { bytes } of piecesOf(path)) {
    pieces.push(bytes);
    hash.update(bytes);
  }
  return { text: Buffer.concat(pieces).toString('utf8'), sha256: hash.digest('hex') };
}

/** The beginning of a usage file and how many lines it has, read piece by piece so that a large one stops nobody. */
export async function glanceAtUsageFile(path: string): Promise<{ head: string; lines: number }> {
  const head: Buffer[] = [];
  let [size, lines] = [0, 0];
  for await (const { bytes, ends, open } of piecesOf(path)) {
    if (size < HEAD_BYTES) head.push(bytes);
    size += bytes.length;
    lines = ends + (open > 0 ? 1 : 0);
  }
  return { head: Buffer.concat(head).toString('utf8', 0, HEAD_BYTES), lines };
}

/** Pieces of a file with the line ends up to the end of each, and the bytes of the line that is open there. */
async function* piecesOf(path: string): AsyncGenerator<{ readonly bytes: Buffer; readonly ends: number; readonly open: number }, void, undefined> {
  const name = basename(path);
  const tooLarge = () => new Refusal('REFUSED', `${name} is larger than 512 MB. Split it by day and import the parts.`);
  let [size, ends, open] = [0, 0, 0];
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new Refusal('REFUSED', `${name} is no file. Save the records in a file first and choose that.`);
    if (found.size > LARGEST_FILE_BYTES) throw tooLarge();
    for await (const bytes of createReadStream(path, { highWaterMark: PIECE_BYTES }) as AsyncIterable<Buffer>) {
      let from = 0;
      for (let at = bytes.indexOf(LINE_END); at >= 0; at = bytes.indexOf(LINE_END, from)) {
        if (open + at - from > LONGEST_LINE_BYTES) throw endless(name, ends + 1);
        [from, open] = [at + 1, 0];
        ends += 1;
      }
      open += bytes.length - from;
      if (open > LONGEST_LINE_BYTES) throw endless(name, ends + 1);
      size += bytes.length;
      if (size > LARGEST_FILE_BYTES) throw tooLarge();
      yield { bytes, ends, open };
    }
  } catch (failure) {
    throw failure instanceof Refusal ? failure : new Refusal('REFUSED', `${name} could not be read. Check that it is still there and that you may read it.`);
  }
}

function endless(name: string, line: number): Refusal {
  return new Refusal('REFUSED', `Line ${line.toLocaleString('en-US')} of ${name} is longer than 64 KB: it is no file of usage records, or its line ends are missing. Export it again, one record a line.`);
}
