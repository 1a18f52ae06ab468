import { IconCalculator, IconFileImport, IconPlugConnectedX, IconReceipt } from '@tabler/icons-react';
import { useState } from 'react';
import { useCommands } from '../app/commands.ts';
import { Segmented } from '../ui/Segmented.tsx';
import { BillRunPart } from './BillRunPart.tsx';
import { ImportCard } from './ImportCard.tsx';
import { ImportList } from './ImportList.tsx';
import { OutagesPart } from './OutagesPart.tsx';
import { ReratingPart } from './ReratingPart.tsx';
import { SuspenseList } from './SuspenseList.tsx';
import './operations.css';

const parts = [{ value: 'usage', label: 'Usage' }, { value: 'runs', label: 'Bill runs' }, { value: 'rerating', label: 'Re-rating' }, { value: 'outages', label: 'Outages' }] as const;
type Part = (typeof parts)[number]['value'];
const sentences: Readonly<Record<Part, string>> = { usage: 'Usage imports and suspense', runs: 'Bills of a day, tried before they are final', rerating: 'Billed usage by the prices of today', outages: 'Services that did not work, where and when' };

/** What keeps usage coming in and bills right: files, what was imported, what waits in suspense; bill runs; what is rated anew; outages. */
export function OperationsScreen() {
  const [part, setPart] = useState<Part>('usage');
  useCommands(() => [
    { id: 'operations.usage', label: 'Show usage imports', scope: 'everywhere', icon: IconFileImport, run: () => setPart('usage') },
    { id: 'operations.runs', label: 'Show bill runs', scope: 'everywhere', icon: IconReceipt, run: () => setPart('runs') },
    { id: 'operations.rerating', label: 'Re-rate billed usage', scope: 'everywhere', icon: IconCalculator, run: () => setPart('rerating') },
    { id: 'operations.outages', label: 'Record an outage', scope: 'everywhere', icon: IconPlugConnectedX, run: () => setPart('outages') },
  ], []);
  return (
    <div className="col fill ops">
      <header className="screen-head">
        <h1>Operations</h1>
        <Segmented label="Part of operations" options={parts} value={part} onChange={setPart} size="sm" />
        <span className="ink-2">{sentences[part]}</span>
      </header>
      {part === 'rerating' ? <ReratingPart /> : part === 'runs' ? <BillRunPart /> : part === 'outages' ? <OutagesPart /> : <UsagePart />}
    </div>
  );
}

function UsagePart() {
  return (
    <div className="ops-body">
      <div className="ops-side" data-region="Import"><ImportCard /></div>
      <div className="ops-lists" data-region="Imports and suspense">
        <ImportList />
        <SuspenseList />
      </div>
    </div>
  );
}
