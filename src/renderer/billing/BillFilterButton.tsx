import { IconFilter, IconFilterFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { type BillState, billStateLabels } from '../../contract/bill-state.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { Popup } from '../ui/Popup.tsx';
import { Select } from '../ui/Select.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { type BillFilters, categoryWords, filterInput, noFilters } from './bill-filters.ts';

export type FilterableService = { readonly serviceId: number; readonly label: string; readonly reference: string };
export type BillFilterButtonProps = { readonly filters: BillFilters; readonly onChange: (filters: BillFilters) => void; readonly services: ReadonlyArray<FilterableService> };

const states: ReadonlyArray<BillState> = ['open', 'partPaid', 'paid', 'overdue', 'credit'];

/** The funnel above the list: date, number, type, service and state. What is set shows as chips below. */
export function BillFilterButton({ filters, onChange, services }: BillFilterButtonProps) {
  const [open, setOpen] = useState(false);
  const set = (part: Partial<BillFilters>) => onChange({ ...filters, ...part });
  const active = Object.keys(filterInput(filters)).length > 0;
  return (
    <Popup
      open={open}
      onClose={() => setOpen(false)}
      label="Filter bills"
      className="bills-filter"
      target={<Button variant="quiet" size="sm" icon={active ? IconFilterFilled : IconFilter} label="Filter bills" aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen((before) => !before)} />}
    >
      <form className="col gap-10" onSubmit={(event) => { event.preventDefault(); setOpen(false); }}>
        <div className="bills-filter-pair">
          <Field label="Billed from"><TextInput type="date" value={filters.from} onChange={(from) => set({ from })} /></Field>
          <Field label="Billed until"><TextInput type="date" value={filters.to} onChange={(to) => set({ to })} /></Field>
        </div>
        <Field label="Bill number"><TextInput value={filters.number} maxLength={40} onChange={(number) => set({ number })} /></Field>
        <div className="bills-filter-pair">
          <Field label="Type">
            <Select value={filters.category} onChange={(category) => set({ category })} options={[{ value: '', label: 'All types' }, { value: 'normal', label: categoryWords.normal }, { value: 'interim', label: categoryWords.interim }, { value: 'last', label: categoryWords.last }, { value: 'creditNote', label: categoryWords.creditNote }]} />
          </Field>
          <Field label="State"><Select value={filters.state} onChange={(state) => set({ state })} options={[{ value: '', label: 'All states' }, ...states.map((value) => ({ value, label: billStateLabels[value] }))]} /></Field>
        </div>
        <Field label="Service">
          <Select value={filters.serviceId === null ? '' : String(filters.serviceId)} onChange={(value) => set({ serviceId: value === '' ? null : Number(value) })} options={[{ value: '', label: 'All services' }, ...services.map((service) => ({ value: String(service.serviceId), label: `${service.label} ${service.reference}`.trim() }))]} />
        </Field>
        <div className="row end">
          <Button variant="quiet" size="sm" onClick={() => onChange(noFilters)}>Clear all</Button>
          <Button variant="primary" size="sm" type="submit">Show bills</Button>
        </div>
      </form>
    </Popup>
  );
}
