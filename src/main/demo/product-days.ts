import type { Day, Instant } from '../../contract/dates.ts';
import type { WritableDb } from '../platform/database.ts';
import { localInstant } from './demo-time.ts';
import type { Placed, PlacedService } from './insert-customers.ts';
import type { ProductPlan } from './plan.ts';

/** An order that is entered, or an end that comes, at its moment. */
export type ProductTask = { readonly kind: 'product'; readonly at: Instant; readonly begins: boolean; readonly customer: Placed; readonly service: PlacedService; readonly product: ProductPlan };

/** Just after midnight, before the day's bills. */
const moment = (day: Day): Instant => localInstant(day, '00:05');

/** When the products of a customer are entered and ended; what began before the demo is entered at its first moment. */
export function productTasks(customer: Placed, first: Instant): ProductTask[] {
  return customer.services.flatMap((service) => service.plan.products.flatMap((product): ProductTask[] => {
    const entered = moment(product.entered ?? product.from);
    const begins: ProductTask = { kind: 'product', at: entered < first ? first : entered, begins: true, customer, service, product };
    return product.to === undefined || product.endAgreed ? [begins] : [begins, { ...begins, at: moment(product.to), begins: false }];
  }));
}

/** Enters and ends the products of one moment, ends first. As the worker. */
export async function changeProducts(db: WritableDb, tasks: ReadonlyArray<ProductTask>): Promise<void> {
  const row = ({ customer, service, product }: ProductTask) => ({
    customer_id: customer.customerId, account_id: customer.accountId, service_id: service.serviceId, offer: product.offer, quantity: product.quantity ?? 1,
    from_day: product.from < service.plan.started ? service.plan.started : product.from, end_day: product.to ?? null, to_day: product.endAgreed ? product.to : null, order_number: product.order,
  });
  const [ended, begun] = [tasks.filter(({ begins }) => !begins).map(row), tasks.filter(({ begins }) => begins).map(row)];
  if (ended.length > 0) {
    await db.raw('update care.products p set to_day = x.end_day from jsonb_to_recordset(?::jsonb) as x(service_id bigint, offer text, from_day date, end_day date) where p.service_id = x.service_id and p.offer = x.offer and p.from_day = x.from_day', [JSON.stringify(ended)]);
  }
  if (begun.length > 0) {
    await db.raw(`insert into care.products (customer_id, account_id, service_id, offer, quantity, from_day, to_day, order_number)
      select x.customer_id, x.account_id, x.service_id, x.offer, x.quantity, x.from_day, x.to_day, x.order_number from rows from (jsonb_to_recordset(?::jsonb) as (customer_id bigint, account_id bigint, service_id bigint, offer text, quantity int, from_day date, to_day date, order_number text)) with ordinality x order by x.ordinality`, [JSON.stringify(begun)]);
  }
}
