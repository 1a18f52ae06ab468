import { type } from '@orpc/contract';
import { z } from 'zod';
import { ServiceKind } from './catalog.ts';
import type { Instant } from './dates.ts';
import { CustomerId } from './ids.ts';
import { command, query, type Role } from './procedure.ts';

const recorders: ReadonlyArray<Role> = ['operator'];
const readers: ReadonlyArray<Role> = ['operator', 'supervisor', 'auditor'];

/** A day and time of the operator's own clocks: 2026-11-03T14:00. */
const LocalTime = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/, 'Write a day and a time.');

/**
 * Services of one kind at one place did not work for a while. The place is as service addresses have it, the larger first:
 * WA/Seattle; all that is in it is meant. `ended` is null while it lasts. `services` is how many it hit.
 */
export type Outage = { readonly id: number; readonly label: string; readonly place: string; readonly service: ServiceKind; readonly began: Instant; readonly ended: Instant | null; readonly recordedBy: string; readonly services: number };
/** Where services are: how many of one kind are in use at a place and all that is in it. */
export type ServicePlace = { readonly place: string; readonly service: ServiceKind; readonly services: number };

export const OutageRecord = z.strictObject({ label: z.string().trim().min(3).max(80), place: z.string().min(1).max(120), service: ServiceKind, began: LocalTime, ended: LocalTime.nullable() });
export type OutageRecord = z.infer<typeof OutageRecord>;

export const outages = {
  all: query(readers, 0, 'Outages, newest first').output(type<ReadonlyArray<Outage>>()),
  places: query(recorders, 0, 'Where services are, to record an outage').output(type<ReadonlyArray<ServicePlace>>()),
  record: command(recorders, 0, 'Record an outage').input(OutageRecord).output(type<{ id: number }>()),
  end: command(recorders, 0, 'Say when an outage ended').input(z.strictObject({ id: z.int().positive(), ended: LocalTime })).output(type<{ id: number }>()),
  ofCharge: query(['supervisor', 'auditor'], 2, 'Outages that are over and hit what a charge is for').input(z.strictObject({ customerId: CustomerId, lineId: z.int().positive() })).output(type<ReadonlyArray<Outage>>()),
};
