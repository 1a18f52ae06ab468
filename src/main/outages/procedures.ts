import { asks, does } from '../platform/dispatch.ts';
import { endOutage, outagesFound, outagesOfCharge, recordOutage, servicePlaces } from './outages.ts';

export const outageProcedures = {
  all: asks.outages.all.handler(({ context: { db } }) => outagesFound(db)),
  places: asks.outages.places.handler(({ context: { db } }) => servicePlaces(db)),
  record: does.outages.record.handler(async ({ context: { db }, input }) => ({ id: await recordOutage(db, input) })),
  end: does.outages.end.handler(async ({ context: { db }, input }) => ({ id: await endOutage(db, input.id, input.ended) })),
  ofCharge: asks.outages.ofCharge.handler(({ context: { db }, input }) => outagesOfCharge(db, input.lineId)),
};
