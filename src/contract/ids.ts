import { z } from 'zod';

/** Ids are bigint identities of the database, safe integers here, branded so that one is never taken for another. */
const id = <B extends string>() => z.int().positive().brand<B>();

export const CustomerId = id<'CustomerId'>();
export type CustomerId = z.infer<typeof CustomerId>;
export const AccountId = id<'AccountId'>();
export type AccountId = z.infer<typeof AccountId>;
export const ServiceId = id<'ServiceId'>();
export type ServiceId = z.infer<typeof ServiceId>;
export const ProductId = id<'ProductId'>();
export type ProductId = z.infer<typeof ProductId>;
export const BillId = id<'BillId'>();
export type BillId = z.infer<typeof BillId>;
export const BillLineId = id<'BillLineId'>();
export type BillLineId = z.infer<typeof BillLineId>;
export const UsageId = id<'UsageId'>();
export type UsageId = z.infer<typeof UsageId>;
export const CaseId = id<'CaseId'>();
export type CaseId = z.infer<typeof CaseId>;
