import { AT_HOME, type UsageColumns, usageColumns } from '../domain/columns/usage-columns.ts';

/**
 * What a COPY in binary of usage must select, in this order: id bigint, service_id bigint, started_at timestamptz, kind text, units
 * bigint, destination text, visited text. The rows of each account come in order of start, then key.
 */
export const usageToCopy = 'u.id, u.service_id, u.started_at, u.kind, u.units, u.destination, u.visited';

/** What may be selected after it, of a price that is recorded already: micros bigint, and text that names its tariff (`tariffName`). */
export type RecordedPrices = { micros: Float64Array; tariffFrom: Int32Array; tariffTo: Int32Array };

/** The order in which they are rated: of start, then key by its bytes, whatever the collation of the database. It is written as the index has it. */
export const usageInOrder = `order by (u.started_at at time zone 'UTC'), u.key collate "C"`;

const SIGNATURE_BYTES = 11;
const FIELDS = 7;
const FIELDS_WITH_PRICES = 9;
const END = -1;
const NULL = -1;
/** PostgreSQL counts microseconds from 2000. */
const EPOCH_2000_MS = 946_684_800_000;
const TWO_32 = 4_294_967_296;
/** The first letters of voice, sms, data and content. */
const kindByLetter: Readonly<Record<number, number>> = { 118: 0, 115: 1, 100: 2, 99: 3 };

export type UsageReader = { readonly read: (piece: Uint8Array) => UsageColumns; readonly recorded: RecordedPrices | null; readonly ended: () => boolean };

const recordedPrices = (rows: number): RecordedPrices => ({ micros: new Float64Array(rows), tariffFrom: new Int32Array(rows), tariffTo: new Int32Array(rows) });

/**
 * Reads usage that PostgreSQL copies out, a piece of the stream at a time, into columns: `read` gives those of all rows that are
 * whole by then, which hold until it is called again, as does what is `recorded` of them where that is selected too; names of tariffs
 * lie in the same `text`. Memory is bounded by the largest piece. Throws a RangeError for anything but such a copy, and for a
 * service that `serviceAt` does not know.
 */
export function usageReader(serviceAt: (serviceId: number) => number | undefined, withPrices = false): UsageReader {
  let [columns, left, begun, ended] = [usageColumns(1024), new Uint8Array(), false, false];
  const recorded = withPrices ? recordedPrices(1024) : null;
  const networks = new Map<string, number>();
  return {
    recorded,
    ended: () => ended,
    read: (piece) => {
      const bytes = left.length === 0 ? piece : joined(left, piece);
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      let at = 0;
      if (!begun && bytes.length >= SIGNATURE_BYTES + 8) {
        at = SIGNATURE_BYTES + 8 + view.getInt32(SIGNATURE_BYTES + 4);
        begun = true;
      }
      // A row is at least its lengths and its numbers.
      const most = Math.floor(bytes.length / 60) + 1;
      if (most > columns.usageId.length) {
        columns = { ...usageColumns(most), networks: columns.networks };
        if (recorded) Object.assign(recorded, recordedPrices(most));
      }
      columns.count = 0;
      columns.text = bytes;
      while (begun && !ended) {
        const next = readRow(columns, recorded, view, at, serviceAt, networks);
        if (next === END) ended = true;
        if (next <= at) break;
        at = next;
      }
      left = bytes.slice(at);
      return columns;
    },
  };
}

function joined(left: Uint8Array, piece: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(left.length + piece.length);
  both.set(left);
  both.set(piece, left.length);
  return both;
}

/** Where the next row begins; END after the last row, 0 where the row is not whole yet. */
function readRow(columns: UsageColumns, recorded: RecordedPrices | null, view: DataView, from: number, serviceAt: (serviceId: number) => number | undefined, networks: Map<string, number>): number {
  const size = view.byteLength;
  if (from + 2 > size) return 0;
  const fields = view.getInt16(from);
  if (fields === END) return END;
  if (fields !== (recorded ? FIELDS_WITH_PRICES : FIELDS)) throw new RangeError('This is no copy of usage.');
  // id, service and start have 8 bytes each, the kind its length.
  const kindAt = from + 38;
  if (kindAt + 4 > size) return 0;
  const unitsAt = kindAt + 4 + view.getInt32(kindAt);
  const textAt = unitsAt + 12;
  if (textAt + 4 > size) return 0;
  const visitedAt = textAt + 4 + view.getInt32(textAt);
  if (visitedAt + 4 > size) return 0;
  const visited = view.getInt32(visitedAt);
  const end = visitedAt + 4 + (visited === NULL ? 0 : visited);
  const next = recorded ? priceEnd(view, end) : end;
  if (next === 0 || next > size) return 0;
  const row = columns.count;
  const serviceId = int8(view, from + 18);
  const service = serviceAt(serviceId);
  const kind = kindByLetter[view.getUint8(kindAt + 4)];
  if (service === undefined) throw new RangeError(`The service ${serviceId} is not among those that are rated.`);
  if (kind === undefined) throw new RangeError('This is no copy of usage.');
  columns.usageId[row] = int8(view, from + 6);
  columns.service[row] = service;
  columns.startMs[row] = Math.floor(int8(view, from + 30) / 1000) + EPOCH_2000_MS;
  columns.kind[row] = kind;
  columns.units[row] = int8(view, unitsAt + 4);
  columns.incoming[row] = 0;
  columns.textFrom[row] = textAt + 4;
  columns.textTo[row] = visitedAt;
  columns.visited[row] = visited === NULL ? AT_HOME : networkAt(columns, networks, view, visitedAt + 4, end);
  if (recorded) {
    recorded.micros[row] = int8(view, end + 4);
    recorded.tariffFrom[row] = end + 16;
    recorded.tariffTo[row] = next;
  }
  columns.count = row + 1;
  return next;
}

/** Where a recorded price ends that begins here: 8 bytes of micros and a text, each after its length; 0 where it is not whole yet. */
function priceEnd(view: DataView, from: number): number {
  return from + 16 > view.byteLength ? 0 : from + 16 + view.getInt32(from + 12);
}

function int8(view: DataView, at: number): number {
  return view.getInt32(at) * TWO_32 + view.getUint32(at + 4);
}

const utf8 = new TextDecoder();

function networkAt({ networks }: UsageColumns, known: Map<string, number>, view: DataView, from: number, to: number): number {
  const name = utf8.decode(new Uint8Array(view.buffer, view.byteOffset + from, to - from));
  const at = known.get(name) ?? networks.push(name) - 1;
  known.set(name, at);
  return at;
}
