import { useMemo, useState } from 'react';
import type { ServiceRow } from '../../contract/customers.ts';
import { formatMinor } from '../../contract/money.ts';
import { Card } from '../ui/Card.tsx';
import { Chip } from '../ui/Chip.tsx';
import type { Column } from '../ui/column.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { Day } from '../ui/Day.tsx';
import { useFormat } from '../ui/format-context.ts';
import { Money } from '../ui/Money.tsx';
import { ServiceStatus } from './ServiceStatus.tsx';
import { UseBar } from './UseBar.tsx';
import { heldText } from './words.ts';

type Product = ServiceRow['products'][number];
const kindLabels: Readonly<Record<Product['kind'], string>> = { plan: 'Plan', addon: 'Add-on', discount: 'Discount' };
const idOf = (product: Product) => `${product.offer}${product.from}`;
const hasEnded = (product: Product, today: string) => product.to !== null && product.to <= today;

function columnsOf(currency: string, today: string): ReadonlyArray<Column<Product>> {
  return [
    { id: 'label', header: 'Product', width: 'minmax(0, 5fr)', value: (row) => row.label, cell: (row) => <span className="col"><span className="strong ellipsis" title={row.label}>{row.label}</span><span className="t12 ink-3">{kindLabels[row.kind]}{hasEnded(row, today) && ', ended'}</span></span> },
    { id: 'from', header: 'From', width: 92, value: (row) => row.from, cell: (row) => <Day day={row.from} /> },
    { id: 'to', header: 'To', width: 92, value: (row) => row.to, cell: (row) => (row.to ? <Day day={row.to} /> : <span className="ink-3">No end</span>) },
    { id: 'monthly', header: 'Monthly', width: 88, align: 'end', value: (row) => row.monthly, copy: (row) => formatMinor(row.monthly, currency, { bare: true }), cell: (row) => <Money minor={row.monthly} currency={currency} /> },
  ];
}

/** One service: what it holds from when to when, what the marked product is, and how much is used. */
export function ServiceDetails({ service, currency }: { readonly service: ServiceRow; readonly currency: string }) {
  const { today } = useFormat();
  const products = useMemo(() => service.products.toSorted((a, b) => Number(hasEnded(a, today)) - Number(hasEnded(b, today)) || (a.kind === 'plan' ? -1 : b.kind === 'plan' ? 1 : 0)), [service.products, today]);
  const columns = useMemo(() => columnsOf(currency, today), [currency, today]);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const chosen = products.find((product) => idOf(product) === chosenId) ?? products[0];
  const current = products.filter((product) => !hasEnded(product, today));
  return (
    <Card title={service.label} ruled={false} className="service-details" right={<ServiceStatus status={service.status} />}>
      <div className="row t12 ink-2 service-line selectable"><span>{[service.reference, service.user].filter(Boolean).join(', ')}</span><span>Active since <Day day={service.since} full /></span></div>
      <DataTable name="products" label={`Products of ${service.label}`} density="two-line" columns={columns} rows={products} rowId={idOf} selected={chosen ? idOf(chosen) : null} onSelect={(row) => setChosenId(idOf(row))} rowKind={(row) => (hasEnded(row, today) ? 'quiet' : undefined)} footer={{ label: 'Each month now', monthly: <Money minor={current.reduce((sum, product) => sum + product.monthly, 0)} currency={currency} /> }} />
      <div className="service-mores">
        {chosen && (
          <div className="service-more">
            <h3 className="strong">{chosen.label}</h3>
            <dl className="pairs">
              <dt>Kind</dt><dd><Chip>{kindLabels[chosen.kind]}</Chip></dd>
              <dt>Held</dt><dd>{heldText(chosen.from, chosen.to, today)}</dd>
              <dt>Each month</dt><dd><Money minor={chosen.monthly} currency={currency} /></dd>
              <dt>Offer code</dt><dd className="selectable">{chosen.offer}</dd>
            </dl>
          </div>
        )}
        {service.use.length > 0 && (
          <div className="service-more">
            <h3 className="strong">Use since the bill day</h3>
            <div className="col gap-10">{service.use.map((use) => <UseBar key={use.code} use={use} name />)}</div>
          </div>
        )}
      </div>
    </Card>
  );
}
