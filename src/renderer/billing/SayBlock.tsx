import { IconCopy } from '@tabler/icons-react';
import { useKeyOf } from '../app/own-keys.ts';
import { failureOf } from '../platform/failure.ts';
import { shell } from '../platform/shell.ts';
import { Button } from '../ui/Button.tsx';
import { showToast } from '../ui/toast-store.ts';

/** Puts a sentence on the clipboard and says so. */
export async function copySentence(text: string, said: string): Promise<void> {
  try {
    await shell.copyText({ text });
    showToast({ tone: 'pos', text: said });
  } catch (thrown) {
    showToast({ tone: 'neg', text: `Not copied. ${failureOf(thrown).sentence}` });
  }
}

export type SayBlockProps = { readonly agent: string; readonly customer: string; readonly onCopyCustomer: () => void; readonly onCopyNotes: () => void };

/** The explanation as two sentences: one to say and note, one to send. */
export function SayBlock({ agent, customer, onCopyCustomer, onCopyNotes }: SayBlockProps) {
  const notesKey = useKeyOf('compare.copyNotes');
  const customerKey = useKeyOf('compare.copyCustomer');
  return (
    <div className="cmp-say">
      <div>
        <div className="row between"><h3 className="t12 strong">Say</h3><Button size="sm" variant="quiet" icon={IconCopy} keys={notesKey} onClick={onCopyNotes}>Copy for notes</Button></div>
        <p className="selectable">{agent}</p>
      </div>
      <div>
        <div className="row between"><h3 className="t12 strong">Write</h3><Button size="sm" variant="quiet" icon={IconCopy} keys={customerKey} onClick={onCopyCustomer}>Copy for the customer</Button></div>
        <p className="selectable">{customer}</p>
      </div>
    </div>
  );
}
