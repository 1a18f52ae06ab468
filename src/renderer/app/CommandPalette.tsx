import { IconSearch, IconUser } from '@tabler/icons-react';
import { Fragment, type KeyboardEvent, useId, useRef, useState } from 'react';
import { Chip } from '../ui/Chip.tsx';
import { useHeldFocus } from '../ui/held-focus.ts';
import { Kbd } from '../ui/Kbd.tsx';
import { movedIndex } from '../ui/grid-moves.ts';
import { lookers } from '../../contract/procedure.ts';
import { useSession } from './session.ts';
import { showToast } from '../ui/toast-store.ts';
import { useCommandList } from './commands.ts';
import { closePalette, useOverlays } from './overlays.ts';
import { askedFor, paletteRows, type PaletteRow } from './palette-rows.ts';
import { PaletteRowView } from './PaletteRowView.tsx';
import { openCustomer, useTabs } from './tabs.ts';
import { useKnownCustomers } from './use-known-customers.ts';
import { usePaletteSearch } from './use-palette-search.ts';

/** One field that finds any customer and runs any command (Ctrl+K). */
export function CommandPalette() {
  const palette = useOverlays((state) => state.palette);
  return palette ? <OpenPalette start={palette.text} /> : null;
}

async function openHit(row: Extract<PaletteRow, { kind: 'hit' | 'customer' }>, behind: boolean): Promise<void> {
  if (row.kind === 'customer') return void (await openCustomer(row.customer, { behind }));
  const { hit } = row;
  await openCustomer(hit, hit.kind === 'bill' && hit.objectId !== null ? { view: 'billing', params: { bill: hit.objectId }, behind } : { behind });
}

function OpenPalette({ start }: { readonly start: string }) {
  const frame = useRef<HTMLDivElement>(null);
  useHeldFocus(frame);
  const [typed, setTyped] = useState(start);
  const [selected, setSelected] = useState<string | null>(null);
  const front = useTabs((state) => state.tabs.find((tab) => state.place.kind === 'customer' && tab.customerId === state.place.customerId)?.name ?? null);
  const [scoped, setScoped] = useState(true);
  const scope = scoped ? front : null;
  const base = useId();
  const looks = useSession().can(lookers);
  const commands = useCommandList();
  const known = useKnownCustomers();
  const search = usePaletteSearch(typed);
  const rows = paletteRows({ typed, scope, commands, known, hits: search.hits, didYouMean: search.didYouMean });
  const at = Math.max(0, rows.findIndex((row) => row.id === selected));
  const run = (row: PaletteRow, behind: boolean) => {
    if (row.kind === 'suggest') return setTyped(row.text);
    if (row.kind === 'command') {
      const reason = row.command.locked?.();
      if (reason) return showToast({ tone: 'warn', text: reason });
    }
    // The focus goes back to where it was, unless the command moves it elsewhere; either way before the next key comes.
    closePalette();
    if (row.kind === 'command') row.command.run();
    else void openHit(row, behind);
  };
  const keys = (event: KeyboardEvent<HTMLInputElement>) => {
    const target = event.key === 'Home' || event.key === 'End' ? undefined : movedIndex(event.key, at, rows.length, 8);
    const row = rows[at];
    if (target !== undefined) setSelected(rows[target]?.id ?? null);
    else if (event.key === 'Enter' && row && !(search.waiting && row.kind === 'suggest')) run(row, event.altKey);
    else if (event.key === 'Enter') search.now();
    else if (event.key === 'Backspace' && typed === '' && scope !== null) setScoped(false);
    else if (event.key === 'Escape') closePalette();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const { text } = askedFor(typed);
  return (
    <div className="palette-scrim" onMouseDown={(event) => { if (event.target !== event.currentTarget) return; event.preventDefault(); closePalette(); }}>
      <div ref={frame} className="palette" role="dialog" aria-modal="true" aria-label="Command palette">
        <div className="palette-top">
          <IconSearch size={18} stroke={1.75} aria-hidden="true" />
          <input
            data-autofocus
            role="combobox"
            aria-label="Search or run a command"
            aria-expanded="true"
            aria-controls={`${base}list`}
            aria-activedescendant={rows[at] ? `${base}${at}` : undefined}
            aria-autocomplete="list"
            placeholder={looks ? 'Name, number, phone, bill, or a command' : 'A command'}
            spellCheck={false}
            value={typed}
            onChange={(event) => { setTyped(event.target.value); setSelected(null); }}
            onKeyDown={keys}
          />
          {scope !== null && <Chip tone="accent" icon={IconUser} onRemove={() => setScoped(false)} removeLabel={`Not only ${scope}`}>{scope}</Chip>}
          <Kbd keys="Esc" />
        </div>
        <div className="palette-list" id={`${base}list`} role="listbox" aria-label="Results">
          {rows.map((row, index) => (
            <Fragment key={row.id}>
              {rows[index - 1]?.group !== row.group && <div className="palette-group" role="presentation">{row.group}</div>}
              <PaletteRowView row={row} id={`${base}${index}`} selected={index === at} onRun={(behind) => run(row, behind)} onPoint={() => { if (index !== at) setSelected(row.id); }} />
            </Fragment>
          ))}
        </div>
        {(rows.length === 0 || search.waiting) && <p className="palette-empty" role="status">{search.waiting ? 'Searching customers' : search.failure ? search.failure.sentence : text ? `Nothing matches “${text}”. Try a phone, customer or bill number.` : 'Type a name, a number or a command.'}</p>}
        <div className="palette-foot">
          <span className="row gap-6"><Kbd keys="↑ ↓" />Move</span>
          <span className="row gap-6"><Kbd keys="Enter" />Run</span>
          <span className="row gap-6"><Kbd keys="Alt+Enter" />Open in new tab</span>
          <span className="grow" />
          <span>Try <span className="medium ink-2">&gt; action</span>&ensp;<span className="medium ink-2"># bill</span>&ensp;<span className="medium ink-2">@ customer</span>&ensp;<span className="medium ink-2">? help</span></span>
        </div>
      </div>
    </div>
  );
}
