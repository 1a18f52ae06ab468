import { IconPlugConnectedX } from '@tabler/icons-react';
import { useState } from 'react';
import type { Outage } from '../../contract/outages.ts';
import { care } from '../platform/care.ts';
import { useCare } from '../platform/queries.ts';
import { Answer } from '../ui/Answer.tsx';
import { Card } from '../ui/Card.tsx';
import { Chip } from '../ui/Chip.tsx';
import { Clock } from '../ui/Clock.tsx';
import type { Column } from '../ui/column.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { OutageEnd } from './OutageEnd.tsx';
import { OutageForm } from './OutageForm.tsx';
import { serviceNames } from './outage-words.ts';

const columns: ReadonlyArray<Column<Outage>> = [
  { id: 'began', header: 'Began', width: 116, cell: (outage) => <Clock at={outage.began} time />, value: (outage) => outage.began },
  { id: 'ended', header: 'Ended', width: 116, cell: (outage) => (outage.ended ? <Clock at={outage.ended} time /> : <Chip tone="warn">Lasts</Chip>), value: (outage) => outage.ended ?? '9999' },
  { id: 'label', header: 'What happened', width: 'minmax(140px, 1fr)', cell: (outage) => <span title={outage.label}>{outage.label}</span>, value: (outage) => outage.label },
  { id: 'place', header: 'Place', width: 128, cell: (outage) => outage.place, value: (outage) => outage.place },
  { id: 'service', header: 'Service', width: 76, cell: (outage) => serviceNames[outage.service], value: (outage) => serviceNames[outage.service] },
  { id: 'services', header: 'Hit', width: 60, align: 'end', cell: (outage) => <span className="num">{outage.services.toLocaleString('en-US')}</span>, value: (outage) => outage.services },
  { id: 'by', header: 'Recorded by', width: 120, cell: (outage) => <span className="ink-2">{outage.recordedBy}</span>, value: (outage) => outage.recordedBy },
];
const outageId = (outage: Outage) => String(outage.id);

/** Outages: recorded with their place and time, ended, and looked back on. Supervisors credit what they hit from a charge. */
export function OutagesPart() {
  const [chosen, setChosen] = useState<number | null>(null);
  const places = useCare(care.outages.places);
  const all = useCare(care.outages.all);
  const shown = all.data?.find(({ id }) => id === chosen) ?? null;
  return (
    <div className="ops-body">
      <div className="ops-side col gap-12" data-region="Outage">
        <Answer of={places} failed="The places did not load">{(list) => <OutageForm places={list} onRecorded={setChosen} />}</Answer>
        {shown && shown.ended === null && <OutageEnd key={shown.id} outage={shown} />}
      </div>
      <div className="ops-lists" data-region="Outages">
        <Card title="Outages" ruled={false} grow className="ops-list">
          <Answer of={all} failed="The outages did not load">
            {(list) => (
              <DataTable
                name="outages"
                label="Outages"
                columns={columns}
                rows={list}
                rowId={outageId}
                density="compact"
                fill
                selected={shown ? outageId(shown) : null}
                onSelect={({ id }) => setChosen(id)}
                empty={<EmptyState icon={IconPlugConnectedX} title="No outage recorded">Record one at the left, so that its customers can be credited together.</EmptyState>}
              />
            )}
          </Answer>
        </Card>
      </div>
    </div>
  );
}
