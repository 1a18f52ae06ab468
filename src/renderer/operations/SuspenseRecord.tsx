import { IconCopy, IconX } from '@tabler/icons-react';
import type { SuspendedRecord } from '../../contract/operations.ts';
import { Button } from '../ui/Button.tsx';
import { Clock } from '../ui/Clock.tsx';
import { copyPlain } from '../ui/copy-rows.ts';
import { reasonCures, reasonLabels } from './import-words.ts';

/** One record in suspense: why it waits, what cures it, and the row as it came in the file. */
export function SuspenseRecord({ record, onClose }: { readonly record: SuspendedRecord; readonly onClose: () => void }) {
  return (
    <section className="ops-explained" aria-label="Record in suspense" role="status">
      <div className="row">
        <p className="grow"><span className="strong">{reasonLabels[record.reason]}.</span> {reasonCures[record.reason]}</p>
        <Button size="sm" variant="quiet" icon={IconCopy} onClick={() => copyPlain(record.row)}>Copy row</Button>
        <Button size="sm" variant="quiet" icon={IconX} label="Close the record" onClick={onClose} />
      </div>
      <code className="ops-row selectable" aria-label="Row as it came">{record.row}</code>
      <p className="t12 ink-3 ellipsis" title={record.key}>{record.file}, line {record.line.toLocaleString('en-US')}, since <Clock at={record.at} time />, key {record.key}</p>
    </section>
  );
}
